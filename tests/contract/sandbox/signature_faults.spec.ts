import { test } from '@japa/runner'
import { IDS, isSignedBy } from '#tests/contract/sandbox/support/merchant'
import { startRig } from '#tests/contract/sandbox/support/rig'

const QUERY = `/v3/pay/transactions/out-trade-no/1781490030517204-1?mchid=${IDS.mchid}`

interface Message {
  headers: Record<string, string | string[] | undefined>
  body: Buffer
}

/** What is wrong with a signed message, in the order in which a merchant has to look. */
function flaw(message: Message, publicKey: string): string {
  const { headers } = message
  if (headers['wechatpay-signature'] === undefined) return 'missing'
  const age = Date.now() / 1000 - Number(headers['wechatpay-timestamp'])
  const isRight = isSignedBy(publicKey, message)
  if (age > 300 && isRight) return 'stale'
  if (age < -300 && isRight) return 'future'
  if (String(headers['wechatpay-signature']).startsWith('WECHATPAY/SIGNTEST/')) return 'probe'
  if (headers['wechatpay-serial'] !== IDS.publicKeyId) return 'unknown_serial'
  return isRight ? 'none' : 'bad signature'
}

const KINDS = [
  { fault: 'wrong', found: 'bad signature' },
  { fault: 'missing', found: 'missing' },
  { fault: 'stale', found: 'stale' },
  { fault: 'future', found: 'future' },
  { fault: 'unknown_serial', found: 'unknown_serial' },
  { fault: 'probe', found: 'probe' },
  { fault: 'other_key', found: 'bad signature' },
]

test.group('Sandbox | faults of signatures', () => {
  test('an answer with the fault {fault} is {found}, the next one is right')
    .with(KINDS)
    .run(async ({ assert, cleanup }, { fault, found }) => {
      const { control, merchant, sandbox } = await startRig({ cleanup })
      const key = sandbox.keys.pem.wechatpayPublicKey
      await control('POST', '/faults', { system: 'pay', times: 1, action: { signature: fault } })

      assert.equal(flaw(await merchant.call('GET', QUERY), key), found)
      assert.equal(flaw(await merchant.call('GET', QUERY), key), 'none')
    })

  test('a notification with the fault {fault} is {found}, answers stay right')
    .with(KINDS)
    .run(async ({ assert, cleanup }, { fault, found }) => {
      const { control, paid, prepay, sandbox, shop } = await startRig({ cleanup })
      const key = sandbox.keys.pem.wechatpayPublicKey
      await control('POST', '/faults', {
        system: 'pay',
        match: { kind: 'notification' },
        times: 1,
        action: { signature: fault },
      })
      const answer = await prepay()
      await paid()

      assert.equal(flaw(answer, key), 'none')
      assert.equal(flaw(shop.received[0], key), found)
    })

  test('other_key is signed by the certificate under the id of the public key', async ({
    assert,
    cleanup,
  }) => {
    const { control, merchant, sandbox } = await startRig({ cleanup })
    await control('POST', '/faults', { system: 'pay', action: { signature: 'other_key' } })
    const answer = await merchant.call('GET', QUERY)
    const { publicKey } = sandbox.keys.platformCertificate

    assert.equal(answer.headers['wechatpay-serial'], IDS.publicKeyId)
    assert.isTrue(isSignedBy(publicKey.export({ type: 'spki', format: 'pem' }).toString(), answer))
  })

  test('a skewed clock of the other side shows in Date and signature, and refuses our requests', async ({
    assert,
    cleanup,
  }) => {
    const { control, merchant } = await startRig({ cleanup })
    await control('POST', '/faults', { system: 'pay', times: 1, action: { clock_skew_s: 400 } })
    const skewed = await merchant.call('GET', QUERY)
    const straight = await merchant.call('GET', QUERY)
    const ahead = (Date.parse(String(skewed.headers.date)) - Date.now()) / 1000

    assert.isAbove(ahead, 300)
    assert.isAbove(Number(skewed.headers['wechatpay-timestamp']) - Date.now() / 1000, 300)
    assert.equal(skewed.status, 401)
    assert.equal(straight.status, 404)
  })
})
