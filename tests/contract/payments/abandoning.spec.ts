import { test } from '@japa/runner'
import {
  passDeadline,
  paymentStatusOf,
  placeOrderByApi,
  productOnSale,
  shopperWithAddress,
  startedOrder,
  stateOf,
  withoutLimits,
} from '#tests/helpers/purchase'
import { countCalls, fault, payAtWechat, usesSandbox } from '#tests/helpers/sandbox'

const CLOSE = /\/close$/

test.group('Giving up an attempt to pay', (group) => {
  withoutLimits(group)
  usesSandbox(group)

  test('an attempt that WeChat does not know ends without a call, and another one may follow', async ({
    client,
    assert,
  }) => {
    const shopper = await shopperWithAddress()
    const order = await placeOrderByApi(client, shopper, await productOnSale())
    const given = await client
      .post(`/api/payments/${order.paymentId}/cancel/`)
      .headers(shopper.headers)
    given.assertStatus(200)
    assert.deepInclude(given.body(), { id: order.paymentId, status: 'cancelled' })
    assert.equal(await countCalls('POST', CLOSE), 0)
    const next = await client
      .post('/api/payments/')
      .headers(shopper.headers)
      .json({ order_id: order.id })
    next.assertStatus(201)
    assert.notEqual(next.body().id, order.paymentId)
  })

  test('a started attempt is closed at WeChat first', async ({ client, assert }) => {
    const shopper = await shopperWithAddress()
    const order = await startedOrder(client, shopper, await productOnSale())
    const failed = await client
      .post(`/api/payments/${order.paymentId}/fail/`)
      .headers(shopper.headers)
    failed.assertStatus(200)
    assert.equal(failed.body().status, 'failed')
    assert.equal(await countCalls('POST', CLOSE), 1)
  })

  test('money that arrived is recorded instead', async ({ client, assert }) => {
    const shopper = await shopperWithAddress()
    const order = await startedOrder(client, shopper, await productOnSale())
    await payAtWechat(order.outTradeNo, 'never')
    const answer = await client
      .post(`/api/payments/${order.paymentId}/cancel/`)
      .headers(shopper.headers)
    answer.assertStatus(200)
    assert.equal(answer.body().status, 'succeeded')
    assert.deepInclude(await stateOf(order.id), { status: 'paid', payment: 'succeeded' })
  })

  test('while WeChat cannot be asked nothing ends', async ({ client, assert }) => {
    const shopper = await shopperWithAddress()
    const order = await startedOrder(client, shopper, await productOnSale())
    await fault({ system: 'pay', times: 2, action: { status: 502 } })
    const answer = await client
      .post(`/api/payments/${order.paymentId}/cancel/`)
      .headers(shopper.headers)
    answer.assertStatus(502)
    assert.equal(await paymentStatusOf(order.id), 'processing')
  })

  test('an attempt expires past its deadline only', async ({ client, assert }) => {
    const shopper = await shopperWithAddress()
    const order = await placeOrderByApi(client, shopper, await productOnSale())
    const path = `/api/payments/${order.paymentId}/expire/`
    const early = await client.post(path).headers(shopper.headers)
    early.assertStatus(409)
    await passDeadline(order.id)
    const late = await client.post(path).headers(shopper.headers)
    late.assertStatus(200)
    assert.equal(await paymentStatusOf(order.id), 'expired')
    const again = await client.post(path).headers(shopper.headers)
    again.assertStatus(409)
  })

  test("{$self}: somebody else's attempt does not exist")
    .with(['fail', 'cancel', 'expire'])
    .run(async ({ client }, way) => {
      const order = await placeOrderByApi(client, await shopperWithAddress(), await productOnSale())
      const stranger = await shopperWithAddress()
      const answer = await client
        .post(`/api/payments/${order.paymentId}/${way}/`)
        .headers(stranger.headers)
      answer.assertStatus(404)
    })
})
