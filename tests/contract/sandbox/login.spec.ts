import { test } from '@japa/runner'
import { send, valueOf } from '#tests/contract/sandbox/support/merchant'
import { startRig, type Rig } from '#tests/contract/sandbox/support/rig'

const GOOD = {
  appid: 'wx0a1b2c3d4e5f6071',
  secret: 'sandbox-secret',
  grant_type: 'authorization_code',
}

async function login(rig: Rig, code: string, changes: Record<string, string> = {}) {
  const query = new URLSearchParams({ ...GOOD, js_code: code, ...changes })
  for (const [name, value] of [...query]) if (value === '') query.delete(name)
  return send('GET', `${rig.sandbox.url}/wx/sns/jscode2session?${query}`, {})
}

test.group('Sandbox | sign-in', () => {
  test('a name always gives the same openid, another name another', async ({ assert, cleanup }) => {
    const rig = await startRig({ cleanup })
    const anna = await login(rig, 'sbx-anna-1')
    const again = await login(rig, 'sbx-anna-2')
    const plain = await login(rig, 'sbx-anna')
    const bert = await login(rig, 'sbx-bert')

    assert.equal(anna.status, 200)
    assert.equal(String(anna.headers['content-type']), 'text/plain; charset=utf-8')
    assert.match(anna.json.openid, /^oSBX[0-9A-Za-z]{24}$/)
    assert.equal(Buffer.from(anna.json.session_key, 'base64').length, 16)
    assert.equal(again.json.openid, anna.json.openid)
    assert.equal(plain.json.openid, anna.json.openid)
    assert.notEqual(bert.json.openid, anna.json.openid)
  })

  test('a code with a suffix works once, one without works again', async ({ assert, cleanup }) => {
    const rig = await startRig({ cleanup })
    await login(rig, 'sbx-anna-1')
    const reused = await login(rig, 'sbx-anna-1')
    await login(rig, 'sbx-anna')
    const repeated = await login(rig, 'sbx-anna')

    assert.equal(reused.status, 200)
    assert.equal(reused.json.errcode, 40163)
    assert.match(reused.json.errmsg, /rid: sbx-\d{8}$/)
    assert.isUndefined(repeated.json.errcode)
  })

  test('a code is refused after five minutes of the sandbox clock', async ({ assert, cleanup }) => {
    const rig = await startRig({ cleanup })
    await rig.control('POST', '/clock', { freeze: true })
    const inTime = await valueOf(rig.control('POST', '/wx/codes', { name: 'anna' }), 'code')
    const late = await valueOf(rig.control('POST', '/wx/codes', { name: 'anna' }), 'code')
    await rig.control('POST', '/clock', { advance: '5m' })
    const first = await login(rig, inTime)
    await rig.control('POST', '/clock', { advance: '1s' })
    const second = await login(rig, late)

    assert.isDefined(first.json.openid)
    assert.equal(second.json.errcode, 40029)
  })

  test('{code} is answered {errcode}')
    .with([
      { code: 'bad-code', errcode: 40029 },
      { code: 'sbx-', errcode: 40029 },
      { code: 'sbx-Anna!', errcode: 40029 },
      { code: 'sbx-blocked-1', errcode: 40226 },
    ])
    .run(async ({ assert, cleanup }, { code, errcode }) => {
      const rig = await startRig({ cleanup })
      const answer = await login(rig, code)
      assert.equal(answer.json.errcode, errcode)
      assert.isUndefined(answer.json.openid)
    })

  test('a busy code is answered -1 once and then signs in', async ({ assert, cleanup }) => {
    const rig = await startRig({ cleanup })
    const busy = await login(rig, 'sbx-busy-1')
    const then = await login(rig, 'sbx-busy-1')
    assert.equal(busy.json.errcode, -1)
    assert.isDefined(then.json.openid)
  })

  test('any other code signs in the demo shopper, as often as wanted', async ({
    assert,
    cleanup,
  }) => {
    const rig = await startRig({ cleanup }, { demoOpenid: 'oSBX0another0shopper00000000' })
    const first = await login(rig, '0c3yQ2Ga1')
    const second = await login(rig, '0c3yQ2Ga1')
    assert.equal(first.json.openid, 'oSBX0another0shopper00000000')
    assert.equal(second.json.openid, 'oSBX0another0shopper00000000')
    assert.isUndefined(first.json.unionid)
  })

  test('a call with {fault} is answered {errcode}')
    .with([
      { fault: 'no appid', changes: { appid: '' }, errcode: 41002 },
      { fault: 'a foreign appid', changes: { appid: 'wx0000000000000000' }, errcode: 40013 },
      { fault: 'no secret', changes: { secret: '' }, errcode: 41004 },
      { fault: 'a wrong secret', changes: { secret: 'wrong' }, errcode: 40125 },
      { fault: 'no code', changes: { js_code: '' }, errcode: 41008 },
      { fault: 'another grant type', changes: { grant_type: 'client_credential' }, errcode: 40002 },
    ])
    .run(async ({ assert, cleanup }, { changes, errcode }) => {
      const rig = await startRig({ cleanup })
      const answer = await login(rig, 'sbx-anna', changes as unknown as Record<string, string>)
      assert.equal(answer.json.errcode, errcode)
    })

  test('the journal shows the call and its verdict, but neither secret nor session key', async ({
    assert,
    cleanup,
  }) => {
    const rig = await startRig({ cleanup })
    const answer = await login(rig, 'sbx-anna-1')
    await login(rig, 'sbx-anna-1')
    const entries = await rig.journal('?system=wx')

    assert.deepEqual(
      entries.map(({ operation, verdict, status }) => [operation, verdict, status]),
      [
        ['login', 'ok', 200],
        ['login', '40163', 200],
      ]
    )
    assert.notInclude(JSON.stringify(entries), 'sandbox-secret')
    assert.notInclude(JSON.stringify(entries), answer.json.session_key)
  })
})
