import { test } from '@japa/runner'
import { row, rows } from '#shared/rows'
import {
  paymentStatusOf,
  passDeadline,
  placeOrderByApi,
  productOnSale,
  shopperWithAddress,
  startedOrder,
  stateOf,
  statusOf,
  stockOf,
  withoutLimits,
} from '#tests/helpers/purchase'
import { control, countCalls, fault, payAtWechat, usesSandbox } from '#tests/helpers/sandbox'
import { cancelUnpaidOrders } from '#payments/actions/cancel_unpaid_orders'
import { startRefund } from '#payments/actions/start_refund'

const PREPAY = /\/v3\/pay\/transactions\/jsapi$/
const REFUND = /\/v3\/refund\/domestic\/refunds$/

test.group('Paying with WeChat', (group) => {
  withoutLimits(group)
  usesSandbox(group)

  test('the phone gets signed parameters, and the notification pays the order', async ({
    client,
    assert,
  }) => {
    const shopper = await shopperWithAddress()
    const product = await productOnSale({ price: '3599.10' })
    const order = await placeOrderByApi(client, shopper, product)
    const started = await client
      .post(`/api/payments/${order.paymentId}/start/`)
      .headers(shopper.headers)
      .json({ provider: 'wechat' })
    started.assertStatus(200)
    const { payment, pay_params: parameters } = started.body()
    assert.equal(payment.status, 'processing')
    assert.include(parameters, {
      signType: 'RSA',
      total: 359910,
      total_fee: 359910,
      amount: '3599.10',
      payment_id: order.paymentId,
      order_number: order.number,
    })
    assert.match(parameters.package, /^prepay_id=wx/)
    assert.match(parameters.timeStamp, /^\d{10}$/)

    await payAtWechat(order.outTradeNo)
    assert.deepEqual(await stateOf(order.id), {
      status: 'paid',
      payment: 'succeeded',
      anomaly: null,
      histories: 2,
    })
    const shown = await client.get(`/api/orders/${order.id}/`).headers(shopper.headers)
    assert.include(shown.body(), {
      status: 'paid',
      status_label: '待发货',
      expires_at: null,
      refundable_amount: '3599.10',
    })
  })

  test('a lost notification is no loss: the result page asks WeChat', async ({
    client,
    assert,
  }) => {
    const shopper = await shopperWithAddress()
    const order = await startedOrder(client, shopper, await productOnSale())
    await payAtWechat(order.outTradeNo, 'never')
    assert.equal(await statusOf(order.id), 'pending')

    const synced = await client
      .post(`/api/payments/${order.paymentId}/sync/`)
      .headers(shopper.headers)
    synced.assertStatus(200)
    assert.equal(synced.body().trade_state, 'SUCCESS')
    assert.equal(synced.body().payment.status, 'succeeded')
    assert.equal(await statusOf(order.id), 'paid')
  })

  test('an unpaid payment stays open when the result page asks', async ({ client, assert }) => {
    const shopper = await shopperWithAddress()
    const order = await startedOrder(client, shopper, await productOnSale())
    const synced = await client
      .post(`/api/payments/${order.paymentId}/sync/`)
      .headers(shopper.headers)
    assert.equal(synced.body().trade_state, 'NOTPAY')
    assert.equal(synced.body().payment.status, 'processing')
  })

  test('the same notification five times in parallel pays once', async ({ client, assert }) => {
    const shopper = await shopperWithAddress()
    const order = await startedOrder(client, shopper, await productOnSale())
    await fault({ system: 'pay', times: 1, action: { notify: 'concurrent', times: 5 } })
    await payAtWechat(order.outTradeNo)

    assert.deepEqual(await stateOf(order.id), {
      status: 'paid',
      payment: 'succeeded',
      anomaly: null,
      histories: 2,
    })
    const notices = await rows(`select 1 from notifications where dedupe_key = ?`, [
      `order_paid:${order.id}`,
    ])
    assert.lengthOf(notices, 1)
    const messages = await rows<{ state: string }>(
      `select i.state from integration_inbox i
       join payment_events e on e.payment_id = ? and e.event = 'succeeded'
       where i.received_at > now() - interval '1 minute' and i.note = 'paid'
         and i.applied_at >= e.t - interval '1 second'`,
      [order.paymentId]
    )
    assert.isAtLeast(messages.length, 1)
  })

  test('a prepay answer that is lost is asked for again under the same number', async ({
    client,
    assert,
  }) => {
    const shopper = await shopperWithAddress()
    const order = await placeOrderByApi(client, shopper, await productOnSale())
    await fault({
      system: 'pay',
      match: { method: 'POST', path: '/v3/pay/transactions/jsapi' },
      times: 1,
      action: { process_then: 'status 502' },
    })
    const started = await client
      .post(`/api/payments/${order.paymentId}/start/`)
      .headers(shopper.headers)
    started.assertStatus(200)
    assert.equal(await countCalls('POST', PREPAY), 2)
    await payAtWechat(order.outTradeNo)
    assert.equal(await statusOf(order.id), 'paid')
    assert.lengthOf(await rows(`select 1 from payments where order_id = ?`, [order.id]), 1)
  })

  test('when WeChat stays silent the order stays payable and nothing is charged', async ({
    client,
    assert,
  }) => {
    const shopper = await shopperWithAddress()
    const order = await placeOrderByApi(client, shopper, await productOnSale())
    await fault({
      system: 'pay',
      match: { method: 'POST', path: '/v3/pay/transactions/jsapi' },
      times: 2,
      action: { status: 500, body: { code: 'SYSTEM_ERROR', message: 'x' } },
    })
    const refused = await client
      .post(`/api/payments/${order.paymentId}/start/`)
      .headers(shopper.headers)
    refused.assertStatus(503)
    assert.equal(await paymentStatusOf(order.id), 'init')
    const again = await client
      .post(`/api/payments/${order.paymentId}/start/`)
      .headers(shopper.headers)
    again.assertStatus(200)
  })

  test('an order whose time runs out while the buyer pays becomes paid and keeps its stock', async ({
    client,
    assert,
  }) => {
    const shopper = await shopperWithAddress()
    const product = await productOnSale({ stock: 4 })
    const order = await startedOrder(client, shopper, product)
    await payAtWechat(order.outTradeNo, 'never')
    await passDeadline(order.id)
    await cancelUnpaidOrders()
    assert.include(await stateOf(order.id), { status: 'paid', payment: 'succeeded' })
    assert.equal(await stockOf(product), 3)
  })

  test('money that arrives after the order was cancelled goes back by itself, once', async ({
    client,
    assert,
  }) => {
    const shopper = await shopperWithAddress()
    const product = await productOnSale({ stock: 4, price: '128.50' })
    const order = await startedOrder(client, shopper, product)
    await fault({
      system: 'pay',
      match: {
        method: 'POST',
        path: `/v3/pay/transactions/out-trade-no/${order.outTradeNo}/close`,
      },
      action: { code: 'SYSTEM_ERROR' },
    })
    const cancelled = await client
      .patch(`/api/orders/${order.id}/cancel/`)
      .headers(shopper.headers)
      .json({ reason: '不想要了' })
    cancelled.assertStatus(200)
    assert.equal(await stockOf(product), 4)

    await fault({ system: 'pay', action: { notify: 'duplicate', times: 3 } })
    await payAtWechat(order.outTradeNo)
    assert.include(await stateOf(order.id), {
      status: 'cancelled',
      payment: 'succeeded',
      anomaly: 'late',
    })
    const refunds = await rows<{
      id: number
      amount: string
      origin: string
      out_refund_no: string
    }>(`select id, amount, origin, out_refund_no from refunds where order_id = ?`, [order.id])
    assert.lengthOf(refunds, 1)
    assert.include(refunds[0], { amount: '128.50', origin: 'late_payment' })
    assert.equal(refunds[0].out_refund_no, `${order.number}-R${refunds[0].id}`)

    await Promise.all([startRefund(refunds[0].id), startRefund(refunds[0].id)])
    assert.equal(await countCalls('POST', REFUND), 1)
    await control('POST', `/__sandbox/pay/refunds/${refunds[0].out_refund_no}/settle`, {
      status: 'SUCCESS',
    })
    const settled = await row(`select status from refunds where id = ?`, [refunds[0].id])
    assert.deepEqual(settled, { status: 'succeeded' })
    assert.equal(await statusOf(order.id), 'cancelled')
  })

  test('an order paid by two attempts gives the second one back', async ({ client, assert }) => {
    const shopper = await shopperWithAddress()
    const order = await startedOrder(client, shopper, await productOnSale({ price: '66.00' }))
    await row(`update payments set status = 'cancelled' where id = ?`, [order.paymentId])
    const reopened = await client
      .post('/api/payments/')
      .headers(shopper.headers)
      .json({ order_id: order.id })
    await client.post(`/api/payments/${reopened.body().id}/start/`).headers(shopper.headers)
    await payAtWechat(`${order.number}-2`)
    assert.equal(await statusOf(order.id), 'paid')
    await payAtWechat(order.outTradeNo)
    const second = await row(`select status, anomaly from payments where id = ?`, [order.paymentId])
    assert.deepEqual(second, { status: 'succeeded', anomaly: 'duplicate' })
    assert.equal(await statusOf(order.id), 'paid')
    const refund = await row(`select amount, origin, status from refunds where payment_id = ?`, [
      order.paymentId,
    ])
    assert.deepEqual(refund, { amount: '66.00', origin: 'duplicate_payment', status: 'pending' })
    const shown = await client.get(`/api/orders/${order.id}/`).headers(shopper.headers)
    assert.include(shown.body(), { refundable_amount: '66.00', refunded_amount: '0.00' })
  })

  test('a tampered amount freezes the payment and changes nothing else', async ({
    client,
    assert,
  }) => {
    const shopper = await shopperWithAddress()
    const order = await startedOrder(client, shopper, await productOnSale())
    await fault({
      system: 'pay',
      times: 1,
      action: { notify: 'tamper', field: 'amount.total', value: 1 },
    })
    await payAtWechat(order.outTradeNo)
    assert.deepEqual(await stateOf(order.id), {
      status: 'pending',
      payment: 'processing',
      anomaly: 'amount_mismatch',
      histories: 1,
    })
    const alarm = await row(
      `select event from audit_logs where entity = 'payment' and entity_id = ?
       and event = 'callback_amount_mismatch'`,
      [order.paymentId]
    )
    assert.isNotNull(alarm)
  })

  test('public key and certificate signatures are believed in one run', async ({
    client,
    assert,
  }) => {
    const shopper = await shopperWithAddress()
    await control('POST', '/__sandbox/pay/settings', { notify_key: 'mixed' })
    const serials = new Set<string>()
    for (let count = 0; count < 2; count++) {
      const order = await startedOrder(client, shopper, await productOnSale())
      await payAtWechat(order.outTradeNo)
      assert.equal(await statusOf(order.id), 'paid')
      const message = await row<{ serial: string }>(
        `select headers ->> 'serial' as serial from integration_inbox order by id desc limit 1`
      )
      serials.add(message?.serial ?? '')
    }
    await control('POST', '/__sandbox/pay/settings', { notify_key: 'public_key' })
    assert.equal(serials.size, 2)
  })

  for (const signature of ['wrong', 'missing', 'stale', 'future', 'unknown_serial', 'probe'])
    test(`a notification with a ${signature} signature is refused and changes nothing`, async ({
      client,
      assert,
    }) => {
      const shopper = await shopperWithAddress()
      const order = await startedOrder(client, shopper, await productOnSale())
      const before = await row(`select count(*) as count from integration_inbox`)
      await fault({
        system: 'pay',
        match: { kind: 'notification' },
        times: 1,
        action: { signature },
      })
      const paid = await control<{ notification: { attempts?: { status: number }[] } }>(
        'POST',
        `/__sandbox/pay/${order.outTradeNo}/pay`,
        { notify: 'now' }
      )
      assert.isNotNull(paid.notification)
      assert.include(await stateOf(order.id), { status: 'pending', payment: 'processing' })
      assert.deepEqual(await row(`select count(*) as count from integration_inbox`), before)
    })

  test('a message that cannot be read is answered 400, one without signature 401', async ({
    client,
    assert,
  }) => {
    const unsigned = await client.post('/api/payments/callback/wechat/').json({ id: 'x' })
    unsigned.assertStatus(401)
    assert.deepEqual(unsigned.body(), { code: 'FAIL', message: 'signature' })
  })

  test('{$self} knows no other provider than WeChat')
    .with(['callback', 'refund-callback'])
    .run(async ({ client, assert }, kind) => {
      const answer = await client.post(`/api/payments/${kind}/alipay/`).json({ id: 'x' })
      answer.assertStatus(400)
      assert.deepEqual(answer.body(), { code: 'FAIL', message: 'provider' })
    })
})
