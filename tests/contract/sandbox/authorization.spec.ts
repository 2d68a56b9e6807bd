import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { loadKeys } from '#sandbox/keys/key_store'
import { IDS, Merchant, send, type Twist, valueOf } from '#tests/contract/sandbox/support/merchant'
import { startRig } from '#tests/contract/sandbox/support/rig'
import { VECTORS } from '#tests/contract/sandbox/support/vectors'

const QUERY = `/v3/pay/transactions/out-trade-no/1781490030517204-1?mchid=${IDS.mchid}`
const now = () => Math.floor(Date.now() / 1000)

interface Row {
  fault: string
  twist: Twist
  check: string
}

const refusals: Row[] = [
  { fault: 'another scheme', twist: { scheme: 'Bearer' }, check: 'scheme' },
  {
    fault: 'two spaces after the scheme',
    twist: { scheme: 'WECHATPAY2-SHA256-RSA2048 ' },
    check: 'fields',
  },
  { fault: 'no nonce', twist: { fields: { nonce_str: undefined } }, check: 'fields' },
  { fault: 'an additional field', twist: { fields: { extra: '1' } }, check: 'fields' },
  { fault: 'another merchant', twist: { fields: { mchid: '1699000043' } }, check: 'mchid' },
  { fault: 'another serial', twist: { fields: { serial_no: '5B0E8D7C' } }, check: 'serial' },
  {
    fault: 'a timestamp in milliseconds',
    twist: { fields: { timestamp: `${now()}000` } },
    check: 'timestamp',
  },
  { fault: 'a clock 310 seconds late', twist: { timestamp: now() - 310 }, check: 'timestamp' },
  /** Far ahead: these rows are made when the file is read, the requests some time later. */
  { fault: 'a clock an hour early', twist: { timestamp: now() + 3600 }, check: 'timestamp' },
  {
    fault: 'a nonce of 33 characters',
    twist: { fields: { nonce_str: 'a'.repeat(33) } },
    check: 'nonce',
  },
  {
    fault: 'a signature that is not base64',
    twist: { fields: { signature: '!' } },
    check: 'signature',
  },
  {
    fault: 'a signature with the prefix in the path',
    twist: { signedTarget: `/pay${QUERY}` },
    check: 'signature',
  },
  {
    fault: 'a signature over the path without query',
    twist: { signedTarget: QUERY.split('?')[0] },
    check: 'signature',
  },
  { fault: 'a signature over another body', twist: { signedBody: '{}' }, check: 'signature' },
]

test.group('Sandbox | authorization of WeChat Pay', () => {
  test('a request with {fault} is refused and the journal names the check')
    .with(refusals)
    .run(async ({ assert, cleanup }, row) => {
      const { merchant, journal } = await startRig({ cleanup })
      const answer = await merchant.call('GET', QUERY, undefined, row.twist)
      const [entry] = await journal('?system=pay')

      assert.equal(answer.status, 401)
      assert.equal(answer.json.code, 'SIGN_ERROR')
      assert.equal(entry.verdict, 'SIGN_ERROR')
      assert.equal(entry.checks.at(-1).name, `authorization.${row.check}`)
      assert.isFalse(entry.checks.at(-1).ok)
    })

  test('a request without Authorization is refused', async ({ assert, cleanup }) => {
    const { merchant } = await startRig({ cleanup })
    const answer = await merchant.call('GET', QUERY, undefined, {
      headers: { Authorization: undefined },
    })
    assert.equal(answer.status, 401)
    assert.equal(answer.json.code, 'SIGN_ERROR')
  })

  test('a field given twice is refused, even with the same value', async ({ assert, cleanup }) => {
    const { merchant } = await startRig({ cleanup })
    const Authorization = `${merchant.authorization('GET', QUERY, '', {})},mchid="${IDS.mchid}"`
    const answer = await merchant.call('GET', QUERY, undefined, { headers: { Authorization } })
    assert.equal(answer.status, 401)
  })

  test('a signature by another key is refused', async ({ assert, cleanup }) => {
    const { merchant, sandbox } = await startRig({ cleanup })
    const stranger = new Merchant(sandbox.keys.pem.platformPrivateKey, merchant.base)
    const answer = await stranger.call('GET', QUERY)
    assert.equal(answer.json.code, 'SIGN_ERROR')
  })

  test('one byte of the body changed after signing is refused, and nothing is created', async ({
    assert,
    cleanup,
  }) => {
    const { merchant, order, control } = await startRig({ cleanup })
    const body = JSON.stringify(order())
    const changed = body.replace('259900', '259901')
    const answer = await merchant.call('POST', '/v3/pay/transactions/jsapi', changed, {
      signedBody: body,
    })

    assert.equal(answer.json.code, 'SIGN_ERROR')
    assert.deepEqual(await valueOf(control('GET', '/trades'), 'data'), [])
  })

  test('the very same request a second time is refused for its nonce', async ({
    assert,
    cleanup,
  }) => {
    const { merchant } = await startRig({ cleanup })
    const twist = { fields: { nonce_str: '4f2d9c0b7a6e5d3c1b0a998877665544' } }
    const first = await merchant.call('GET', QUERY, undefined, twist)
    const second = await merchant.call('GET', QUERY, undefined, twist)

    assert.equal(first.status, 404)
    assert.equal(second.status, 401)
  })

  test('both hosts answer the same signed path and share their memory', async ({
    assert,
    cleanup,
  }) => {
    const rig = await startRig({ cleanup })
    await rig.prepay()
    const standby = new Merchant(rig.merchant.privateKey, `${rig.sandbox.url}/pay2`)
    const answer = await standby.call('GET', QUERY)
    const [, entry] = await rig.journal()

    assert.equal(answer.json.trade_state, 'NOTPAY')
    assert.equal(entry.host, 'pay2')
    assert.isTrue(entry.checks.every((check: { ok: boolean }) => check.ok))
  })

  test('a request without the header {name} is a PARAM_ERROR')
    .with([{ name: 'Accept' }, { name: 'User-Agent' }, { name: 'Content-Type' }])
    .run(async ({ assert, cleanup }, { name }) => {
      const { merchant, order } = await startRig({ cleanup })
      const twist = { headers: { [name]: undefined } }
      const answer = await merchant.call('POST', '/v3/pay/transactions/jsapi', order(), twist)
      assert.equal(answer.status, 400)
      assert.equal(answer.json.code, 'PARAM_ERROR')
    })

  test('requests signed elsewhere, by an implementation not ours, are accepted', async ({
    assert,
    cleanup,
  }) => {
    const folder = mkdtempSync(join(tmpdir(), 'sandbox-vectors-'))
    cleanup(() => rmSync(folder, { recursive: true, force: true }))
    await loadKeys(folder)
    const bundle = join(folder, 'keys.json')
    const keys = JSON.parse(readFileSync(bundle, 'utf8'))
    writeFileSync(bundle, JSON.stringify({ ...keys, merchantPublicKey: VECTORS.merchantPublicKey }))
    const rig = await startRig({ cleanup }, { keysDir: folder })
    await rig.control('POST', '/clock', {
      freeze: true,
      wire: 'follow',
      set: '2026-06-15T10:20:30+08:00',
    })

    const answers = []
    for (const { method, target, body, authorization } of VECTORS.requests) {
      const headers = {
        'Accept': 'application/json',
        'Content-Type': 'application/json',
        'User-Agent': 'vector',
        'Authorization': authorization,
      }
      answers.push(await send(method, `${rig.sandbox.url}/pay${target}`, headers, body))
    }
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200]
    )
    assert.equal(answers[1].json.out_trade_no, '1781490030517204-1')
  })
})
