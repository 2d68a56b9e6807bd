import { createSecretKey, randomBytes } from 'node:crypto'
import { test } from '@japa/runner'
import { isVerifiedNo } from '#integrations/outcome'
import { createWechatPay } from '#integrations/wechat_pay/create'
import { KeyRing } from '#integrations/wechat_pay/key_ring'
import { order, SandboxShop } from './sandbox_shop.js'

const shop = new SandboxShop()
const [number, second] = ['1781490030517401-1', '1781490030517402-1']
const queryPath = { method: 'GET' }

test.group('WeChat Pay against the sandbox: signatures', (group) => {
  group.setup(() => shop.start())
  group.teardown(() => shop.stop())
  group.each.setup(() => shop.reset())

  test('public key and certificate are both believed within one run', async ({ assert }) => {
    await shop.control('POST', '/pay/settings', { notify_key: 'mixed' })
    const { client, certificates } = shop.pay()
    const older = shop.pay({ certMode: 'certificates' })
    assert.deepInclude(await certificates.refresh(), { outcome: 'ok', value: 1 })
    assert.propertyVal(await client.prepay(order(number)), 'outcome', 'ok')
    assert.propertyVal(await older.client.prepay(order(second)), 'outcome', 'ok')

    shop.pay()
    for (const paid of [number, second]) await shop.control('POST', `/pay/${paid}/pay`)
    assert.deepEqual(
      shop.received.map(({ verified, serial }) => [verified, serial]),
      shop.serials().map((serial) => [true, serial])
    )
    assert.propertyVal(await client.queryByOutTradeNo(number), 'outcome', 'ok')
    assert.propertyVal(await older.client.queryByOutTradeNo(number), 'outcome', 'ok')
  })

  test('a certificate that we lack is fetched when its first signature arrives', async ({
    assert,
  }) => {
    await shop.control('POST', '/pay/settings', { notify_key: 'certificate' })
    const { client, config } = shop.pay({ platformCertPath: undefined })
    await client.prepay(order(number))
    assert.lengthOf(config.keyRing.list(), 1)
    await shop.control('POST', `/pay/${number}/pay`)
    assert.containSubset(shop.received, [{ verified: true }])
    assert.deepEqual(
      config.keyRing.list().map(({ serial }) => serial),
      shop.serials()
    )
    assert.lengthOf(await shop.journal('certificates'), 1)
  })

  test('on public-key mode a certificate is not asked for and not believed', async ({ assert }) => {
    await shop.control('POST', '/pay/settings', { notify_key: 'certificate' })
    const { client } = shop.pay({ certMode: 'pubkey' })
    await client.prepay(order(number))
    await shop.control('POST', `/pay/${number}/pay`)
    assert.deepEqual(shop.received, [
      { verified: false, reason: 'unknown_serial', serial: shop.serials()[1] },
    ])
    assert.lengthOf(await shop.journal('certificates'), 0)
  })

  test('foreign serials make us look for certificates once in five minutes', async ({ assert }) => {
    const { client } = shop.pay()
    await client.prepay(order(number))
    await shop.fault({ signature: 'unknown_serial' }, { path: '/v3/pay/*' }, null)
    await client.queryByOutTradeNo(number)
    const outcome = await client.queryByOutTradeNo(number)
    assert.containSubset(outcome, { outcome: 'unknown', code: 'UNKNOWN_SERIAL' })
    assert.lengthOf(await shop.journal('certificates'), 1)
  })

  test('the certificate list is vouched for by a certificate that it delivers itself', async ({
    assert,
  }) => {
    const { config } = shop.pay({ certMode: 'certificates' })
    const keyRing = new KeyRing()
    const parts = createWechatPay({ ...config, keyRing }, shop.runtime())
    assert.deepInclude(await parts.certificates.refresh(), { outcome: 'ok', value: 1 })
    assert.deepEqual(
      keyRing.list().map(({ serial }) => serial),
      [shop.serials()[1]]
    )
    assert.isFalse(parts.certificates.isDue())
    parts.close()
  })

  test('a certificate list that our API v3 key does not open is not believed', async ({
    assert,
  }) => {
    const { config } = shop.pay({ certMode: 'certificates' })
    const keyRing = new KeyRing()
    const apiV3Key = createSecretKey(randomBytes(32))
    const parts = createWechatPay({ ...config, keyRing, apiV3Key }, shop.runtime())
    assert.containSubset(await parts.certificates.refresh(), { code: 'UNKNOWN_SERIAL' })
    assert.lengthOf(keyRing.list(), 0)
    parts.close()
  })

  test('a merchant without certificates is told so, verified', async ({ assert }) => {
    await shop.control('POST', '/pay/settings', { certificates: 'gone' })
    const { certificates, config } = shop.pay({ platformCertPath: undefined })
    assert.isTrue(isVerifiedNo(await certificates.refresh(), 'RESOURCE_NOT_EXISTS'))
    assert.lengthOf(config.keyRing.list(), 1)
    assert.isTrue(certificates.isDue())
  })

  test('an answer with a {signature} signature proves nothing')
    .with(
      ['wrong', 'missing', 'stale', 'future', 'unknown_serial', 'probe', 'other_key'].map(
        (signature) => ({ signature })
      )
    )
    .run(async ({ assert }, { signature }) => {
      const { client } = shop.pay()
      await client.prepay(order(number))
      await shop.fault({ signature }, queryPath, null)
      const known = await client.queryByOutTradeNo(number)
      const missing = await client.queryByOutTradeNo(second)
      assert.containSubset(known, { outcome: 'unknown', reason: 'unverified' })
      assert.isFalse(isVerifiedNo(missing, 'ORDER_NOT_EXIST'))
      assert.notPropertyVal(missing, 'outcome', 'ok')
    })

  test('a notification with a {signature} signature is refused as {reason}')
    .with([
      { signature: 'wrong', reason: 'bad_signature' },
      { signature: 'other_key', reason: 'bad_signature' },
      { signature: 'missing', reason: 'missing_header' },
      { signature: 'stale', reason: 'stale' },
      { signature: 'future', reason: 'stale' },
      { signature: 'unknown_serial', reason: 'unknown_serial' },
      { signature: 'probe', reason: 'probe' },
    ])
    .run(async ({ assert }, { signature, reason }) => {
      const { client } = shop.pay()
      await client.prepay(order(number))
      await shop.fault({ signature }, { kind: 'notification' })
      await shop.control('POST', `/pay/${number}/pay`)
      assert.lengthOf(shop.received, 1)
      assert.containSubset(shop.received[0], { verified: false, reason })
    })

  test('a notification with other content is genuine: its content has to be compared', async ({
    assert,
  }) => {
    const { client } = shop.pay()
    await client.prepay(order(number))
    await shop.fault({ notify: 'tamper', field: 'amount.total', value: 1 })
    await shop.control('POST', `/pay/${number}/pay`)
    assert.containSubset(shop.received, [
      { verified: true, notification: { content: { trade: { amount: { total: 1 } } } } },
    ])
  })

  test('an unreadable answer ({malformed}) is unknown')
    .with(['html', 'truncated', 'empty', 'huge'].map((malformed) => ({ malformed })))
    .run(async ({ assert }, { malformed }) => {
      const { client } = shop.pay()
      await client.prepay(order(number))
      await shop.fault({ malformed }, queryPath, null)
      assert.propertyVal(await client.queryByOutTradeNo(number), 'outcome', 'unknown')
    })

  test('another clock is noticed, and beyond five minutes nothing is believed', async ({
    assert,
  }) => {
    const { client, clockOffsetSeconds } = shop.pay()
    await client.prepay(order(number))
    await shop.fault({ clock_skew_s: 400 }, {}, null)
    const outcome = await client.queryByOutTradeNo(number)
    assert.notPropertyVal(outcome, 'outcome', 'ok')
    assert.approximately(clockOffsetSeconds()!, 400, 5)
  })

  test('after ten failures the calls pause, and WeChat is not asked', async ({ assert }) => {
    const { client } = shop.pay()
    await client.prepay(order(number))
    await shop.fault({ status: 500 }, queryPath, null)
    for (let i = 0; i < 5; i += 1) await client.queryByOutTradeNo(number)
    const before = await shop.journal('query')
    const outcome = await client.queryByOutTradeNo(number)
    assert.containSubset(outcome, { outcome: 'unavailable', reason: 'breaker_open' })
    assert.deepEqual(await shop.journal('query'), before)
  })
})
