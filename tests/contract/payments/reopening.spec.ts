import { test } from '@japa/runner'
import { row } from '#shared/rows'
import {
  paymentStatusOf,
  checkoutBody,
  passDeadline,
  placeOrderByApi,
  productOnSale,
  shopperWithAddress,
  startedOrder,
  statusOf,
  stockOf,
  withoutLimits,
} from '#tests/helpers/purchase'
import { payAtWechat, usesSandbox } from '#tests/helpers/sandbox'
import settings from '#start/env'

test.group('Payments of an order', (group) => {
  withoutLimits(group)
  usesSandbox(group)

  test('an open attempt is reused instead of making a second one', async ({ client, assert }) => {
    const shopper = await shopperWithAddress()
    const order = await placeOrderByApi(client, shopper, await productOnSale())
    const response = await client
      .post('/api/payments/')
      .headers(shopper.headers)
      .json({ order_id: order.id, method: 'wechat', amount: '1999.00' })
    response.assertStatus(200)
    assert.equal(response.body().payment.id, order.paymentId)
    assert.isString(response.body().detail)
  })

  test('an amount that differs by a fen is refused', async ({ client, assert }) => {
    const shopper = await shopperWithAddress()
    const order = await placeOrderByApi(client, shopper, await productOnSale())
    for (const amount of ['1999.01', 'viel', '1e3', '19.999']) {
      const response = await client
        .post('/api/payments/')
        .headers(shopper.headers)
        .json({ order_id: order.id, amount })
      response.assertStatus(400)
      assert.isString(response.body().message)
    }
  })

  test('an ended attempt says 不可继续, and the next one gets the next number', async ({
    client,
    assert,
  }) => {
    const shopper = await shopperWithAddress()
    const order = await placeOrderByApi(client, shopper, await productOnSale())
    await row(`update payments set status = 'cancelled' where id = ?`, [order.paymentId])
    const refused = await client
      .post(`/api/payments/${order.paymentId}/start/`)
      .headers(shopper.headers)
    refused.assertStatus(400)
    assert.include(refused.body().message, '不可继续')
    const reopened = await client
      .post('/api/payments/')
      .headers(shopper.headers)
      .json({ order_id: order.id })
    reopened.assertStatus(201)
    const started = await client
      .post(`/api/payments/${reopened.body().id}/start/`)
      .headers(shopper.headers)
    started.assertStatus(200)
    await payAtWechat(`${order.number}-2`)
    assert.equal(await statusOf(order.id), 'paid')
  })

  test('an attempt past its deadline says 过期 and is shown as expired', async ({
    client,
    assert,
  }) => {
    const shopper = await shopperWithAddress()
    const order = await placeOrderByApi(client, shopper, await productOnSale())
    await passDeadline(order.id)
    const shown = await client.get(`/api/payments/${order.paymentId}/`).headers(shopper.headers)
    assert.equal(shown.body().status, 'expired')
    const refused = await client
      .post(`/api/payments/${order.paymentId}/start/`)
      .headers(shopper.headers)
    refused.assertStatus(400)
    assert.include(refused.body().message, '过期')
    const reopened = await client
      .post('/api/payments/')
      .headers(shopper.headers)
      .json({ order_id: order.id })
    reopened.assertStatus(409)
  })

  test('a paid order can be neither paid nor started again', async ({ client, assert }) => {
    const shopper = await shopperWithAddress()
    const order = await startedOrder(client, shopper, await productOnSale())
    await payAtWechat(order.outTradeNo)
    const reopened = await client
      .post('/api/payments/')
      .headers(shopper.headers)
      .json({ order_id: order.id })
    reopened.assertStatus(409)
    assert.equal(reopened.body().error_code, 'DUPLICATE_PAYMENT')
    const restarted = await client
      .post(`/api/payments/${order.paymentId}/start/`)
      .headers(shopper.headers)
    restarted.assertStatus(409)
  })

  test('starting a running payment again signs the same prepay number anew', async ({
    client,
    assert,
  }) => {
    const shopper = await shopperWithAddress()
    const order = await placeOrderByApi(client, shopper, await productOnSale())
    const start = () =>
      client.post(`/api/payments/${order.paymentId}/start/`).headers(shopper.headers)
    const [first, second] = [await start(), await start()]
    assert.equal(first.body().pay_params.package, second.body().pay_params.package)
    assert.notEqual(first.body().pay_params.nonceStr, second.body().pay_params.nonceStr)
  })

  test('an account without WeChat cannot start and stays startable', async ({ client, assert }) => {
    const shopper = await shopperWithAddress({ openid: null })
    const order = await placeOrderByApi(client, shopper, await productOnSale())
    const response = await client
      .post(`/api/payments/${order.paymentId}/start/`)
      .headers(shopper.headers)
    response.assertStatus(400)
    assert.equal(await paymentStatusOf(order.id), 'init')
  })

  test("other people's payments look unknown, and logs hold names of events only", async ({
    client,
    assert,
  }) => {
    const [shopper, stranger] = [await shopperWithAddress(), await shopperWithAddress()]
    const order = await startedOrder(client, shopper, await productOnSale())
    for (const path of ['', 'start/', 'sync/']) {
      const address = `/api/payments/${order.paymentId}/${path}`
      const response = path
        ? await client.post(address).headers(stranger.headers)
        : await client.get(address).headers(stranger.headers)
      response.assertStatus(404)
    }
    const list = await client.get(`/api/payments/?order_id=${order.id}`).headers(shopper.headers)
    assert.equal(list.body().total, 1)
    assert.deepEqual(
      list.body().results[0].logs.map((log: { event: string }) => log.event),
      ['created', 'start']
    )
    assert.deepEqual(Object.keys(list.body().results[0].logs[0]), ['t', 'event'])
    const foreign = await client
      .get(`/api/payments/?order_id=${order.id}`)
      .headers(stranger.headers)
    assert.deepEqual(foreign.body().results, [])
  })
})

test.group('A shop without online payment', (group) => {
  withoutLimits(group)
  group.setup(() => {
    settings.wechatPay.enabled = false
    return () => {
      settings.wechatPay.enabled = true
    }
  })

  test('refuses to place and to start anything that it could not collect', async ({
    client,
    assert,
  }) => {
    const shopper = await shopperWithAddress()
    const product = await productOnSale({ stock: 2 })
    const response = await client
      .post('/api/orders/create_batch_orders/')
      .headers(shopper.headers)
      .json(checkoutBody(shopper, product))
    response.assertStatus(503)
    assert.equal(response.body().error_code, 'PAYMENT_UNAVAILABLE')
    assert.equal(await stockOf(product), 2)
  })
})
