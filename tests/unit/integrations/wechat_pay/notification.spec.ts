import { createPublicKey, createSecretKey } from 'node:crypto'
import { test } from '@japa/runner'
import fc from 'fast-check'
import { KeyRing } from '#integrations/wechat_pay/key_ring'
import { openNotification, verifyNotification } from '#integrations/wechat_pay/notification'
import type { IncomingHeaders } from '#integrations/wechat_pay/verification'
import { API_V3_KEY, P5, P6, PUBLIC_KEY_ID, WECHAT_PUBLIC_KEY } from './vectors.js'
import { sealedNotification } from './sealed_notification.js'

const apiV3Key = createSecretKey(Buffer.from(API_V3_KEY))
const body = Buffer.from(P5.body)
const sentAt = Number(P5.timestamp) * 1000
const headers: IncomingHeaders = {
  'wechatpay-timestamp': P5.timestamp,
  'wechatpay-nonce': P5.nonce,
  'wechatpay-serial': PUBLIC_KEY_ID,
  'wechatpay-signature': P5.signature,
}
const keyRing = new KeyRing()
keyRing.addPublicKey(PUBLIC_KEY_ID, createPublicKey(WECHAT_PUBLIC_KEY))

const verify = (change: IncomingHeaders = {}, raw = body, now = sentAt) =>
  verifyNotification({ ...headers, ...change }, raw, keyRing, now)

test.group('Verifying a notification', () => {
  test('a genuine notification is accepted', ({ assert }) => {
    assert.deepEqual(verify(), { ok: true, serial: PUBLIC_KEY_ID })
  })

  test('it is accepted up to 300 s before and after its time', ({ assert }) => {
    assert.isTrue(verify({}, body, sentAt - 300_000).ok)
    assert.isTrue(verify({}, body, sentAt + 300_000).ok)
  })

  test('it is stale 301 s after its time, and as stale 301 s before', ({ assert }) => {
    const stale = { ok: false, reason: 'stale', serial: PUBLIC_KEY_ID }
    assert.deepEqual(verify({}, body, sentAt + 301_000), stale as never)
    assert.deepEqual(verify({}, body, sentAt - 301_000), stale as never)
  })

  test('one changed byte anywhere in the body is a bad signature', ({ assert }) => {
    fc.assert(
      fc.property(fc.nat(body.length - 1), fc.integer({ min: 1, max: 255 }), (at, mask) => {
        const changed = Buffer.from(body)
        changed[at] ^= mask
        assert.propertyVal(verify({}, changed), 'reason', 'bad_signature')
      })
    )
  })

  test('the same JSON written with spaces is a bad signature', ({ assert }) => {
    const spaced = Buffer.from(JSON.stringify(JSON.parse(P5.body), null, 1))
    assert.propertyVal(verify({}, spaced), 'reason', 'bad_signature')
  })

  test('another serial is unknown', ({ assert }) => {
    const serial = '5B0E8D7C6F5A49382716051423344556677889AA'
    assert.propertyVal(verify({ 'wechatpay-serial': serial }), 'reason', 'unknown_serial')
  })

  test("WeChat's probe is told apart, however old it is", ({ assert }) => {
    const probe = { 'wechatpay-signature': `WECHATPAY/SIGNTEST/${P5.signature}` }
    assert.propertyVal(verify(probe), 'reason', 'probe')
    assert.propertyVal(verify(probe, body, sentAt + 9_000_000), 'reason', 'probe')
  })

  test('{name} is a missing header')
    .with([
      { name: 'no timestamp', change: { 'wechatpay-timestamp': undefined } },
      { name: 'no nonce', change: { 'wechatpay-nonce': undefined } },
      { name: 'no serial', change: { 'wechatpay-serial': undefined } },
      { name: 'no signature', change: { 'wechatpay-signature': undefined } },
      { name: 'an empty signature', change: { 'wechatpay-signature': '' } },
      { name: 'a repeated nonce', change: { 'wechatpay-nonce': [P5.nonce, P5.nonce] } },
      { name: 'two joined serials', change: { 'wechatpay-serial': `${PUBLIC_KEY_ID}, other` } },
      { name: 'a timestamp with a sign', change: { 'wechatpay-timestamp': '-1781490068' } },
      { name: 'a timestamp in milliseconds', change: { 'wechatpay-timestamp': '1781490068000' } },
      { name: 'a timestamp that is no number', change: { 'wechatpay-timestamp': '1e9' } },
    ])
    .run(({ assert }, { change }) => {
      assert.propertyVal(verify(change), 'reason', 'missing_header')
    })

  test('a signature over another nonce is bad', ({ assert }) => {
    assert.propertyVal(verify({ 'wechatpay-nonce': 'other' }), 'reason', 'bad_signature')
  })
})

test.group('Opening a notification', () => {
  test('a payment keeps its ids as text and its amount as whole fen', ({ assert }) => {
    const notification = openNotification(body, apiV3Key)
    assert.deepInclude(notification, {
      id: '8f0d6a1c-3b52-5e7f-9a10-000000000042',
      eventType: 'TRANSACTION.SUCCESS',
    })
    const content = notification?.content
    assert.equal(content?.kind, 'payment')
    assert.containSubset(content?.kind === 'payment' && content.trade, {
      appid: 'wx0a1b2c3d4e5f6071',
      mchid: '1699000042',
      out_trade_no: '1781490030517204-1',
      transaction_id: '4200000000202606150000000042',
      trade_state: 'SUCCESS',
      amount: { total: 259900, currency: 'CNY' },
      payer: { openid: 'oSBX5x7Qn3Zt0uR4yBv8cKf2hLwM' },
    })
  })

  test('a refund notification speaks of refund_status', ({ assert }) => {
    const raw = sealedNotification('REFUND.SUCCESS', P6.plaintext, 'refund')
    const content = openNotification(raw, apiV3Key)?.content
    assert.containSubset(content, {
      kind: 'refund',
      refund: {
        out_refund_no: '1781490030517204-R7',
        refund_id: '50000000002026061600000000007',
        status: 'SUCCESS',
        amount: { refund: 89900, total: 259900 },
      },
    })
  })

  test('a payment without {field} is malformed')
    .with(
      ['appid', 'mchid', 'out_trade_no', 'trade_state', 'transaction_id', 'amount'].map(
        (field) => ({ field })
      )
    )
    .run(({ assert }, { field }) => {
      const content = openNotification(body, apiV3Key)?.content
      const trade = content?.kind === 'payment' ? { ...content.trade } : {}
      const without = JSON.stringify({ ...trade, [field]: undefined })
      const raw = sealedNotification('TRANSACTION.SUCCESS', without)
      assert.deepEqual(openNotification(raw, apiV3Key)?.content, { kind: 'malformed' })
    })

  test('an amount in fractions of a fen is malformed', ({ assert }) => {
    const refund = JSON.parse(P6.plaintext)
    refund.amount.refund = 899.5
    const raw = sealedNotification('REFUND.SUCCESS', JSON.stringify(refund), 'refund')
    assert.deepEqual(openNotification(raw, apiV3Key)?.content, { kind: 'malformed' })
  })

  test('an event that we do not know is opened and left alone', ({ assert }) => {
    const raw = sealedNotification('COUPON.USE', '{"a":1}')
    assert.deepEqual(openNotification(raw, apiV3Key)?.content, { kind: 'other' })
  })

  test('{name} cannot be read')
    .with([
      { name: 'a text that is not JSON', raw: Buffer.from('<xml/>') },
      { name: 'a JSON list', raw: Buffer.from('[]') },
      { name: 'a notification without resource', raw: Buffer.from('{"id":"1","event_type":"A"}') },
      { name: 'bytes that are not UTF-8', raw: Buffer.from([0x7b, 0xff, 0x7d]) },
      { name: 'a resource sealed with other data', raw: relabelled() },
      { name: 'a resource that holds no object', raw: sealedNotification('REFUND.SUCCESS', '7') },
    ])
    .run(({ assert }, { raw }) => {
      assert.isUndefined(openNotification(raw, apiV3Key))
    })
})

function relabelled(): Buffer {
  return Buffer.from(P5.body.replace('"associated_data":"transaction"', '"associated_data":"x"'))
}
