import { test } from '@japa/runner'
import { IDS, isSignedBy } from '#tests/contract/sandbox/support/merchant'
import { advance, frozenRig, ids, notices, sent } from '#tests/contract/sandbox/support/notices'
import { startRig } from '#tests/contract/sandbox/support/rig'

const PAUSES = [
  ...['15s', '15s', '30s', '3m', '10m', '20m', '30m', '30m', '30m', '60m'],
  ...['3h', '3h', '3h', '6h', '6h'],
]
test.group('Sandbox | notifications', () => {
  test('carries the signature of the public key over the exact bytes and says what it is', async ({
    assert,
    cleanup,
  }) => {
    const rig = await startRig({ cleanup })
    await rig.paid()
    const [notice] = rig.shop.received
    const body = JSON.parse(notice.body.toString())

    assert.equal(notice.headers['wechatpay-serial'], IDS.publicKeyId)
    assert.equal(notice.headers['wechatpay-signature-type'], 'WECHATPAY2-SHA256-RSA2048')
    assert.isTrue(isSignedBy(rig.sandbox.keys.pem.wechatpayPublicKey, notice))
    assert.match(notice.id, /^8f0d6a1c-3b52-5e7f-9a10-000000000001$/)
    assert.equal(body.resource_type, 'encrypt-resource')
    assert.equal(body.summary, '支付成功')
    assert.equal(body.resource.original_type, 'transaction')
    assert.equal(body.resource.algorithm, 'AEAD_AES_256_GCM')
    assert.equal(Buffer.byteLength(body.resource.nonce), 12)
  })

  test('is repeated after 15 s, 15 s, 30 s and so on for a day, then given up', async ({
    assert,
    cleanup,
  }) => {
    const rig = await frozenRig({ cleanup })
    rig.shop.answers.splice(0, 1, 500)
    await rig.paid()
    const counts = [rig.shop.received.length]
    for (const pause of PAUSES) {
      await advance(rig, pause)
      counts.push(rig.shop.received.length)
    }
    await advance(rig, '7d')

    assert.deepEqual(
      counts,
      Array.from({ length: 16 }, (_, index) => index + 1)
    )
    const [notice] = await notices(rig)
    assert.lengthOf(rig.shop.received, 16)
    assert.equal(notice.state, 'given_up')
  })

  test('is not repeated a moment before its time', async ({ assert, cleanup }) => {
    const rig = await frozenRig({ cleanup })
    rig.shop.answers.splice(0, 1, 500)
    await rig.paid()
    await advance(rig, '14s')
    const before = rig.shop.received.length
    await advance(rig, '1s')

    assert.equal(before, 1)
    assert.lengthOf(rig.shop.received, 2)
  })

  test('one long step of the clock makes every try that falls into it, in order', async ({
    assert,
    cleanup,
  }) => {
    const rig = await frozenRig({ cleanup })
    rig.shop.answers.splice(0, 1, 500, 500, 500, 204)
    await rig.control('POST', '/clock', { set: '2026-06-15T10:00:00+08:00' })
    await rig.paid()
    const { json } = await advance(rig, '30m')
    const [notice] = await notices(rig)

    assert.lengthOf(rig.shop.received, 4)
    assert.equal(notice.state, 'delivered')
    assert.equal(json.now, '2026-06-15T10:30:00+08:00')
  })

  test('every try has the same body and id, and a new nonce and signature', async ({
    assert,
    cleanup,
  }) => {
    const rig = await frozenRig({ cleanup })
    rig.shop.answers.splice(0, 1, 500, 204)
    await rig.paid()
    await advance(rig, '15s')
    const [first, second] = rig.shop.received

    assert.deepEqual(second.body, first.body)
    assert.notEqual(second.headers['wechatpay-nonce'], first.headers['wechatpay-nonce'])
    assert.notEqual(second.headers['wechatpay-signature'], first.headers['wechatpay-signature'])
    assert.isTrue(isSignedBy(rig.sandbox.keys.pem.wechatpayPublicKey, second))
  })

  test('the answer {status} ends the repeats: {ends}')
    .with([
      { status: 200, ends: true },
      { status: 204, ends: true },
      { status: 202, ends: false },
      { status: 302, ends: false },
      { status: 401, ends: false },
      { status: 503, ends: false },
    ])
    .run(async ({ assert, cleanup }, { status, ends }) => {
      const rig = await frozenRig({ cleanup })
      rig.shop.answers.splice(0, 1, status)
      await rig.paid()
      const [notice] = await notices(rig)
      assert.equal(notice.state === 'delivered', ends)
      assert.equal(notice.tries[0].status, status)
    })

  test('a shop that is down is tried again', async ({ assert, cleanup }) => {
    const rig = await frozenRig({ cleanup })
    await rig.shop.close()
    const { json } = await rig.paid()

    assert.equal(json.trade_state, 'SUCCESS')
    assert.equal(json.notification.state, 'waiting')
    assert.match(json.notification.tries[0].error, /ECONNREFUSED/)
    const [entry] = await sent(rig)
    assert.equal(entry.verdict, 'failed')
  })

  test('it can be sent again by hand, which is a duplicate for the shop', async ({
    assert,
    cleanup,
  }) => {
    const rig = await startRig({ cleanup })
    const { json } = await rig.paid()
    await rig.control('POST', `/notifications/${json.notification.id}/send`)
    assert.deepEqual(ids(rig), [json.notification.id, json.notification.id])
  })

  test('during a switch of keys both sign in turn', async ({ assert, cleanup }) => {
    const rig = await startRig({ cleanup })
    await rig.control('POST', '/pay/settings', { notify_key: 'mixed' })
    await rig.paid()
    await rig.paid({ out_trade_no: '1781490030517204-2' })

    assert.deepEqual(
      rig.shop.received.map(({ headers }) => headers['wechatpay-serial']),
      [IDS.publicKeyId, rig.sandbox.keys.platformSerial]
    )
  })

  test('a public https address can be sent to the local shop', async ({ assert, cleanup }) => {
    const local = await startRig({ cleanup })
    const notifyBase = new URL(local.shop.url).origin
    const rig = await startRig({ cleanup }, { notifyBase })
    await rig.paid({ notify_url: 'https://shop.example.test/api/payments/callback/wechat/' })

    assert.lengthOf(local.shop.received, 1)
    const [entry] = await sent(rig)
    assert.equal(entry.path, '/api/payments/callback/wechat/')
  })
})
