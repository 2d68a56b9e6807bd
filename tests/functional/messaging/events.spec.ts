import { test } from '@japa/runner'
import { shipOrder } from '#orders/actions/ship_order'
import { deliverNotifications } from '#messaging/actions/deliver_notifications'
import { cancelUnpaidOrders } from '#payments/actions/cancel_unpaid_orders'
import { startRefund } from '#payments/actions/start_refund'
import { SYSTEM } from '#shared/actor'
import { row, rows } from '#shared/rows'
import { accept, messagesOf, until, usesTemplates } from '#tests/helpers/messages'
import {
  passDeadline,
  placeOrderByApi,
  productOnSale,
  sandboxOpenid,
  shopperWithAddress,
  startedOrder,
  withoutLimits,
  type PlacedOrder,
  type Shopper,
} from '#tests/helpers/purchase'
import { control, fault, payAtWechat, usesSandbox } from '#tests/helpers/sandbox'
import type { ApiClient } from '@japa/api-client'

interface Told {
  type: string
  title: string
  content: string
  metadata: Record<string, unknown> & { subscription_data: Record<string, { value: string }> }
}

/** What the person was told, oldest first. */
function toldTo(shopper: Shopper): Promise<Told[]> {
  return rows<Told>(
    `select type, title, content, metadata from notifications where user_id = ? order by id`,
    [shopper.user.id]
  )
}

async function lastTold(shopper: Shopper): Promise<Told> {
  const all = await toldTo(shopper)
  const told = all.at(-1)
  if (!told) throw new Error('nobody was told anything')
  return told
}

/** Facts that every notice of an order carries. */
const ofOrder = (order: PlacedOrder) => ({
  order_id: order.id,
  order_number: order.number,
  page: `pages/order-detail/index?id=${order.id}`,
})

/** The metadata without the fields of the message, which have a look of their own. */
function facts({ metadata: { subscription_data: _data, ...rest } }: Told) {
  return rest
}

async function refundOf(order: PlacedOrder) {
  const found = await row<{ id: number; out_refund_no: string }>(
    `select id, out_refund_no from refunds where order_id = ?`,
    [order.id]
  )
  if (!found) throw new Error('there is no refund')
  return found
}

/** Asks WeChat; after an error we ask once in a second only, so it may take a few tries. */
function startUntilAnswered(refundId: number): Promise<void> {
  return until(async () => {
    await startRefund(refundId)
    const found = await row<{ status: string }>(`select status from refunds where id = ?`, [
      refundId,
    ])
    return found?.status !== 'pending'
  })
}

async function cancel(client: ApiClient, shopper: Shopper, order: PlacedOrder) {
  const response = await client
    .patch(`/api/orders/${order.id}/cancel/`)
    .headers(shopper.headers)
    .json({ reason: '买错了' })
  response.assertStatus(200)
}

test.group('What customers are told', (group) => {
  withoutLimits(group)
  usesSandbox(group)
  usesTemplates(group)

  async function paidOrder(client: ApiClient, price = '1999.00') {
    const shopper = await shopperWithAddress({ openid: sandboxOpenid() })
    const order = await startedOrder(client, shopper, await productOnSale({ price }))
    await payAtWechat(order.outTradeNo)
    return { shopper, order }
  }

  test('an order paid at WeChat leads to one message with its number and amount', async ({
    client,
    assert,
  }) => {
    const openid = sandboxOpenid()
    const shopper = await shopperWithAddress({ openid })
    await accept(openid, 'SBXtmpl-payment')
    const order = await startedOrder(client, shopper, await productOnSale({ price: '3599.10' }))
    await fault({ system: 'pay', action: { notify: 'duplicate', times: 3 } })
    await payAtWechat(order.outTradeNo)

    const [told, ...others] = await toldTo(shopper)
    assert.deepEqual(others, [])
    assert.include(told, { type: 'payment', title: '支付成功' })
    assert.equal(told.content, `您的订单 ${order.number} 已完成支付，共 ¥3599.10`)
    assert.deepEqual(facts(told), {
      ...ofOrder(order),
      payment_id: order.paymentId,
      status: 'succeeded',
      amount: '3599.10',
    })

    await deliverNotifications()
    const [message, ...more] = await messagesOf(openid)
    assert.deepEqual(more, [])
    assert.include(message, {
      template_id: 'SBXtmpl-payment',
      page: `pages/order-detail/index?id=${order.id}`,
    })
    assert.deepEqual(message.data, {
      thing1: `订单 ${order.number}`,
      time2: told.metadata.subscription_data.time2.value,
      thing3: '已支付 ¥3599.10',
    })
    assert.match(message.data.time2, /^\d{4}-\d\d-\d\d \d\d:\d\d$/)
  })

  test('a cancelled order is told with its reason', async ({ client, assert }) => {
    const shopper = await shopperWithAddress()
    const order = await placeOrderByApi(client, shopper, await productOnSale())
    await cancel(client, shopper, order)
    const told = await lastTold(shopper)
    assert.include(told, { type: 'order', title: '订单已取消' })
    assert.equal(told.content, `您的订单 ${order.number} 已取消：买错了`)
    assert.deepEqual(facts(told), { ...ofOrder(order), status: 'cancelled' })
    assert.equal(told.metadata.subscription_data.thing3.value, '买错了')
  })

  test('a deadline that passed ends the payment and the order, and both are told', async ({
    client,
    assert,
  }) => {
    const shopper = await shopperWithAddress()
    const order = await placeOrderByApi(client, shopper, await productOnSale({ price: '66.00' }))
    await passDeadline(order.id)
    await cancelUnpaidOrders()
    const [payment, cancelled, ...others] = await toldTo(shopper)
    assert.deepEqual(others, [])
    assert.include(payment, { type: 'payment', title: '支付已过期' })
    assert.deepEqual(facts(payment), {
      ...ofOrder(order),
      payment_id: order.paymentId,
      status: 'expired',
      amount: '66.00',
    })
    assert.include(cancelled, { type: 'order', title: '订单已取消' })
  })

  test('a shipped order is told with its parcel number', async ({ client, assert }) => {
    const { shopper, order } = await paidOrder(client)
    await shipOrder({ orderId: order.id, logisticsNo: 'SF1400000000123', by: SYSTEM })
    const told = await lastTold(shopper)
    assert.include(told, { type: 'order', title: '订单已发货' })
    assert.deepEqual(facts(told), {
      ...ofOrder(order),
      status: 'shipped',
      logistics_no: 'SF1400000000123',
    })
    assert.equal(told.metadata.subscription_data.thing3.value, '单号 SF1400000000123')
  })

  test('a refund is told when it begins and when the money is back', async ({ client, assert }) => {
    const { shopper, order } = await paidOrder(client, '128.50')
    await cancel(client, shopper, order)
    const { id, out_refund_no: number } = await refundOf(order)
    const begun = await lastTold(shopper)
    assert.include(begun, { type: 'refund', title: '退款处理中' })
    const about = {
      ...ofOrder(order),
      ...{ refund_id: id, payment_id: order.paymentId, amount: '128.50' },
    }
    assert.deepEqual(facts(begun), { ...about, status: 'pending' })

    await startUntilAnswered(id)
    await control('POST', `/__sandbox/pay/refunds/${number}/settle`, { status: 'SUCCESS' })
    const done = await lastTold(shopper)
    assert.include(done, { type: 'refund', title: '退款成功' })
    assert.deepEqual(facts(done), { ...about, status: 'succeeded' })
    assert.equal(done.metadata.subscription_data.thing3.value, '已退款 ¥128.50')
  })

  test('a refund that WeChat refuses is told without what WeChat said', async ({
    client,
    assert,
  }) => {
    const { shopper, order } = await paidOrder(client)
    await fault({
      system: 'pay',
      match: { path: '/v3/refund/domestic/refunds', method: 'POST' },
      action: { status: 403, code: 'USER_ACCOUNT_ABNORMAL' },
    })
    await cancel(client, shopper, order)
    const { id } = await refundOf(order)
    await startUntilAnswered(id)
    const told = await lastTold(shopper)
    assert.include(told, { type: 'refund', title: '退款发起失败' })
    assert.containSubset(facts(told), { refund_id: id, status: 'failed', amount: '1999.00' })
    assert.notMatch(told.content, /微信|账户异常|ABNORMAL/)
  })

  test('a refund that does not arrive is told once', async ({ client, assert }) => {
    const { shopper, order } = await paidOrder(client)
    await cancel(client, shopper, order)
    const { id, out_refund_no: number } = await refundOf(order)
    await startUntilAnswered(id)
    await control('POST', `/__sandbox/pay/refunds/${number}/settle`, { status: 'ABNORMAL' })
    const told = await lastTold(shopper)
    assert.include(told, { type: 'refund', title: '退款失败' })
    assert.containSubset(facts(told), { refund_id: id, status: 'failed' })
  })

  test('a refund that is tried again by itself is no news', async ({ client, assert }) => {
    const { shopper, order } = await paidOrder(client)
    await control('POST', '/__sandbox/pay/balance', { balance: 0 })
    await cancel(client, shopper, order)
    const { id } = await refundOf(order)
    await startUntilAnswered(id)
    await control('POST', '/__sandbox/pay/balance', { balance: null })
    const refund = await row(`select status, failure_code from refunds where id = ?`, [id])
    assert.deepEqual(refund, { status: 'failed', failure_code: 'NOT_ENOUGH' })
    const { title } = await lastTold(shopper)
    assert.equal(title, '退款处理中')
  })
})
