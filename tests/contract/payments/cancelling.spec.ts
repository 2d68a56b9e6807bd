import { test } from '@japa/runner'
import { shipOrder } from '#orders/actions/ship_order'
import { completeOrder } from '#orders/actions/complete_order'
import { startRefund } from '#payments/actions/start_refund'
import { SYSTEM } from '#shared/actor'
import { row, rows } from '#shared/rows'
import {
  paymentStatusOf,
  placeOrderByApi,
  productOnSale,
  shopperWithAddress,
  startedOrder,
  stockOf,
  withoutLimits,
  type PlacedOrder,
  type Shopper,
} from '#tests/helpers/purchase'
import { control, countCalls, fault, payAtWechat, usesSandbox } from '#tests/helpers/sandbox'
import type { ApiClient } from '@japa/api-client'

const CLOSE = /\/close$/
const REFUND = /\/v3\/refund\/domestic\/refunds$/

async function cancel(client: ApiClient, shopper: Shopper, order: PlacedOrder) {
  return client
    .patch(`/api/orders/${order.id}/cancel/`)
    .headers(shopper.headers)
    .json({ reason: '买错了' })
}

test.group('Cancelling an order', (group) => {
  withoutLimits(group)
  usesSandbox(group)

  test('unpaid: cancelled at once, stock back once, nothing to refund', async ({
    client,
    assert,
  }) => {
    const shopper = await shopperWithAddress()
    const product = await productOnSale({ stock: 5 })
    const order = await placeOrderByApi(client, shopper, product, 2)
    const response = await cancel(client, shopper, order)
    response.assertStatus(200)
    assert.include(response.body(), {
      status: 'cancelled',
      cancel_reason: '买错了',
      refund_started: false,
      refund_id: null,
      refund_error: null,
      refund_channel: null,
      cancel_pending: false,
    })
    assert.isNotNull(response.body().cancelled_at)
    assert.equal(await stockOf(product), 5)
    const again = await cancel(client, shopper, order)
    again.assertStatus(400)
    assert.equal(again.body().error_code, 'INVALID_ORDER_STATUS')
    assert.equal(await stockOf(product), 5)
    assert.equal(await paymentStatusOf(order.id), 'cancelled')
  })

  test('a payment that WeChat knows is closed there before the order is cancelled', async ({
    client,
    assert,
  }) => {
    const shopper = await shopperWithAddress()
    const order = await startedOrder(client, shopper, await productOnSale())
    await cancel(client, shopper, order)
    assert.equal(await countCalls('POST', CLOSE), 1)
    const trade = await control('GET', `/__sandbox/pay/${order.outTradeNo}`)
    assert.equal(trade.trade_state, 'CLOSED')
  })

  test('paid in the meantime: the money is found and goes back', async ({ client, assert }) => {
    const shopper = await shopperWithAddress()
    const product = await productOnSale({ stock: 5 })
    const order = await startedOrder(client, shopper, product)
    await payAtWechat(order.outTradeNo, 'never')
    const response = await cancel(client, shopper, order)
    response.assertStatus(200)
    assert.include(response.body(), {
      status: 'refunding',
      refund_started: true,
      refund_channel: 'wechat',
    })
    assert.equal(await stockOf(product), 4)
  })

  test('paid: refunded in full, and only then is the order refunded and the stock back', async ({
    client,
    assert,
  }) => {
    const shopper = await shopperWithAddress()
    const product = await productOnSale({ stock: 5, price: '88.80' })
    const order = await startedOrder(client, shopper, product)
    await payAtWechat(order.outTradeNo)
    const response = await cancel(client, shopper, order)
    assert.include(response.body(), {
      status: 'refunding',
      refund_started: true,
      refund_pending: true,
      refundable_amount: '0.00',
    })
    await control(
      'POST',
      `/__sandbox/pay/refunds/${order.number}-R${response.body().refund_id}/settle`,
      { status: 'SUCCESS' }
    )
    const shown = await client.get(`/api/orders/${order.id}/`).headers(shopper.headers)
    assert.include(shown.body(), { status: 'refunded', refunded_amount: '88.80' })
    assert.equal(await stockOf(product), 5)
  })

  test('when WeChat is away the order stays refunding, and the retry uses the same number', async ({
    client,
    assert,
  }) => {
    const shopper = await shopperWithAddress()
    const order = await startedOrder(client, shopper, await productOnSale())
    await payAtWechat(order.outTradeNo)
    await fault({
      system: 'pay',
      match: { method: 'POST', path: '/v3/refund/domestic/refunds' },
      times: 1,
      action: { code: 'NOT_ENOUGH' },
    })
    const response = await cancel(client, shopper, order)
    response.assertStatus(200)
    assert.include(response.body(), {
      status: 'refunding',
      refund_started: false,
      refund_channel: 'wechat',
      refund_action_required: true,
    })
    assert.isString(response.body().refund_error)
    const { refund_id: refundId } = response.body()
    /** After a refusal the client lets one refund a second through: the queue would come back later. */
    let started = await startRefund(refundId)
    while (started === 'retry') started = await startRefund(refundId)
    assert.equal(started, 'started')
    assert.deepEqual(await row(`select status from refunds where id = ?`, [refundId]), {
      status: 'processing',
    })
    assert.equal(await countCalls('POST', REFUND), 2)
    assert.lengthOf(await rows(`select 1 from refunds where order_id = ?`, [order.id]), 1)
  })

  test('from shipping on nothing is cancelled and nothing is written', async ({
    client,
    assert,
  }) => {
    const shopper = await shopperWithAddress()
    const order = await startedOrder(client, shopper, await productOnSale())
    await payAtWechat(order.outTradeNo)
    await shipOrder({ orderId: order.id, logisticsNo: 'SF1', by: SYSTEM })
    const before = await row(`select updated_at from orders where id = ?`, [order.id])
    const refused = await cancel(client, shopper, order)
    refused.assertStatus(400)
    assert.deepEqual(await row(`select updated_at from orders where id = ?`, [order.id]), before)
    await completeOrder({ orderId: order.id, by: SYSTEM })
    const completed = await cancel(client, shopper, order)
    completed.assertStatus(400)
  })

  test("another customer's order looks unknown", async ({ client }) => {
    const [shopper, stranger] = [await shopperWithAddress(), await shopperWithAddress()]
    const order = await placeOrderByApi(client, shopper, await productOnSale())
    const response = await cancel(client, stranger, order)
    response.assertStatus(404)
  })
})

test.group('Receiving an order', (group) => {
  withoutLimits(group)
  usesSandbox(group)

  test('confirming completes it and grows the sales figure', async ({ client, assert }) => {
    const shopper = await shopperWithAddress()
    const product = await productOnSale({ stock: 5 })
    const order = await startedOrder(client, shopper, product, 3)
    await payAtWechat(order.outTradeNo)
    const early = await client
      .patch(`/api/orders/${order.id}/confirm_receipt/`)
      .headers(shopper.headers)
    early.assertStatus(400)
    await shipOrder({ orderId: order.id, logisticsNo: ' SF123 ', by: SYSTEM })
    const confirmed = await client
      .put(`/api/orders/${order.id}/confirm_receipt/`)
      .headers(shopper.headers)
    confirmed.assertStatus(200)
    assert.include(confirmed.body(), { status: 'completed', status_label: '已完成' })
    assert.equal(confirmed.body().logistics_info.logistics_no, 'SF123')
    assert.deepEqual(await row(`select sales_count from products where id = ?`, [product.id]), {
      sales_count: 3,
    })
  })

  test('a POST with an override header does what PATCH does', async ({ client, assert }) => {
    const shopper = await shopperWithAddress()
    const order = await placeOrderByApi(client, shopper, await productOnSale())
    const response = await client
      .post(`/api/orders/${order.id}/cancel/`)
      .headers({ ...shopper.headers, 'x-http-method-override': 'PATCH' })
    response.assertStatus(200)
    assert.equal(response.body().status, 'cancelled')
    const without = await client.post(`/api/orders/${order.id}/cancel/`).headers(shopper.headers)
    without.assertStatus(405)
    assert.equal(without.body().error_code, 'METHOD_NOT_ALLOWED')
  })

  test('my orders are my own, newest first, by status', async ({ client, assert }) => {
    const [shopper, other] = [await shopperWithAddress(), await shopperWithAddress()]
    const product = await productOnSale()
    const first = await placeOrderByApi(client, shopper, product)
    const second = await placeOrderByApi(client, shopper, product)
    await placeOrderByApi(client, other, product)
    await cancel(client, shopper, first)
    const list = async (query: string) => {
      const response = await client.get(`/api/orders/my_orders/${query}`).headers(shopper.headers)
      response.assertStatus(200)
      return response.body()
    }
    const all = await list('')
    assert.deepEqual(
      all.results.map(({ id }: { id: number }) => id),
      [second.id, first.id]
    )
    assert.include(all, {
      total: 2,
      count: 2,
      page: 1,
      total_pages: 1,
      has_next: false,
      next: null,
    })
    const open = await list('?status=pending')
    assert.equal(open.total, 1)
    const ended = await list('?status=cancelled,paid')
    assert.equal(ended.results[0].id, first.id)
    const byNumber = await list(`?order_number=${second.number.slice(-6)}`)
    assert.equal(byNumber.total, 1)
    const beyond = await list('?page=9&page_size=1')
    assert.include(beyond, { total: 2, has_next: false })
    assert.deepEqual(beyond.results, [])
    const firstOfTwo = await list('?page_size=1&page=x')
    assert.match(firstOfTwo.next, /\/api\/orders\/my_orders\/\?page_size=1&page=2$/)
  })
})
