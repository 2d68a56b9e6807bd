import { test } from '@japa/runner'
import { execute } from '#shared/rows'
import { fault } from '#tests/helpers/sandbox'
import { madeOrder } from '#tests/helpers/staff_orders'
import { dataOf, fieldOf, refusalOf, refusalsOf } from './client.js'
import { cancelledOrder, order, payment } from './objects/purchase.js'
import { buy, buyAndPay, settleRefund, ship } from './purchasing.js'
import { onStage, walker } from './stage.js'
import { mustBe, page } from './shapes.js'

test.group('Screen: order detail', (group) => {
  onStage(group, 'with WeChat')

  test('an unpaid order and its payments, as a {$self} sees them')
    .with(['individual', 'dealer'] as const)
    .run(async ({ assert }, audience) => {
      const { app } = await walker(audience)
      const bought = await buy(app)
      const { data } = await app.get(`/orders/${bought.order.id}/`)
      mustBe(order(audience), data)
      assert.deepEqual(data, bought.order)
      const payments = await app.get('/payments/', { order_id: data.id })
      mustBe(page(payment), payments.data)
      assert.deepEqual(payments.data.results, [bought.payment])
    })

  test('a paid order waits for its parcel, a sent one names it', async ({ assert }) => {
    const { app } = await walker()
    const { order: bought } = await buyAndPay(app)
    const paid = await app.get(`/orders/${bought.id}/`)
    mustBe(order('individual'), paid.data)
    assert.deepInclude(paid.data, {
      ...{ status: 'paid', expires_at: null, logistics_info: null, payment_method: 'wechat' },
      ...{ refundable_amount: '3599.10', refunded_amount: '0.00', refund_locked: false },
    })
    await ship(bought.id)
    const sent = await app.get(`/orders/${bought.id}/`)
    mustBe(order('individual'), sent.data)
    assert.deepEqual(sent.data.logistics_info, {
      ...{ logistics_no: 'SF1423099887766', delivery_record_code: '', sn_code: '' },
      delivery_images: [],
    })
  })

  test('an order of supplier goods with its parcel, its pictures and its appointments', async ({
    assert,
  }) => {
    const { app, userId } = await walker()
    const { id } = await madeOrder({ source: 'haier', status: 'shipped', logisticsNo: 'HR14' })
    await execute(
      `update orders set user_id = ?, haier_order_no = 'H1', haier_so_id = 'S' || id,
         snapshot_address = '山东省 青岛市', sn_code = 'SN1', distribution_time = now(),
         delivery_images = '["/media/images/a.jpg", "https://img.example.com/b.jpg"]'
       where id = ?`,
      [userId, id]
    )
    const { data } = await app.get(`/orders/${id}/`)
    mustBe(order('individual'), data)
    assert.isTrue(data.is_haier_order)
    assert.deepInclude(data.haier_order_info, { haier_order_no: 'H1', haier_so_id: `S${id}` })
    assert.deepEqual(data.logistics_info, {
      ...{ logistics_no: 'HR14', delivery_record_code: '', sn_code: 'SN1' },
      delivery_images: [`${app.site}/media/images/a.jpg`, 'https://img.example.com/b.jpg'],
    })
    assert.isString(data.distribution_time)
  })

  test('cancelled before paying: nothing is on its way back', async ({ assert }) => {
    const { app } = await walker()
    const { order: bought, payment: open } = await buy(app)
    const { data } = await app.patch(`/orders/${bought.id}/cancel/`, { reason: '' })
    mustBe(cancelledOrder('individual'), data)
    assert.deepInclude(data, {
      ...{ status: 'cancelled', expires_at: null, refund_started: false, refund_id: null },
      ...{ refund_error: null, refund_channel: null, refundable_amount: '0.00' },
    })
    assert.isString(data.cancelled_at)
    assert.equal(await fieldOf(app.get(`/payments/${open.id}/`), 'status'), 'cancelled')
    const again = await refusalOf(app.patch(`/orders/${bought.id}/cancel/`, {}))
    assert.equal(again.statusCode, 400)
  })

  test('cancelled after paying: the money is on its way, then the order is refunded', async ({
    assert,
  }) => {
    const { app } = await walker()
    const { order: bought } = await buyAndPay(app)
    const { data } = await app.patch(`/orders/${bought.id}/cancel/`, { reason: '买错了' })
    mustBe(cancelledOrder('individual'), data)
    assert.deepInclude(data, {
      ...{ status: 'refunding', refund_started: true, refund_channel: 'wechat' },
      ...{ refund_error: null, refund_pending: true, refund_locked: true, cancel_pending: false },
    })
    await settleRefund(bought.order_number, data.refund_id)
    const later = await app.get(`/orders/${bought.id}/`)
    mustBe(order('individual'), later.data)
    assert.deepInclude(later.data, {
      ...{ status: 'refunded', refunded_amount: '3599.10', refundable_amount: '0.00' },
      ...{ refund_pending: false, refund_action_required: false },
    })
  })

  test('WeChat refuses the refund: the order is never cancelled with our customer unpaid', async ({
    assert,
  }) => {
    const { app } = await walker()
    const { order: bought } = await buyAndPay(app)
    const match = { method: 'POST', path: '/v3/refund/domestic/refunds' }
    await fault({ system: 'pay', match, times: 1, action: { code: 'NOT_ENOUGH' } })
    const { data } = await app.patch(`/orders/${bought.id}/cancel/`, {})
    mustBe(cancelledOrder('individual'), data)
    assert.deepInclude(data, {
      ...{ status: 'refunding', refund_started: false, refund_channel: 'wechat' },
      ...{ refund_action_required: true, refund_locked: true },
    })
    assert.match(data.refund_error, /\p{Script=Han}/u)
    assert.notMatch(data.refund_error, /NOT_ENOUGH|[A-Za-z]{4,}/)
  })

  test('what is no longer possible is 400 and changes nothing', async ({ assert }) => {
    const { app } = await walker()
    const sent = await buyAndPay(app)
    const early = await refusalOf(app.patch(`/orders/${sent.order.id}/confirm_receipt/`))
    assert.equal(early.statusCode, 400)
    await ship(sent.order.id)
    const before = await app.get(`/orders/${sent.order.id}/`)
    const late = await refusalOf(app.patch(`/orders/${sent.order.id}/cancel/`, {}))
    assert.equal(late.statusCode, 400)
    assert.deepEqual(await dataOf(app.get(`/orders/${sent.order.id}/`)), before.data)
    const long = await refusalOf(
      app.patch(`/orders/${sent.order.id}/cancel/`, { reason: '长'.repeat(201) })
    )
    assert.equal(long.statusCode, 400)
  })

  test('orders of others are as unknown as those that never were', async ({ assert }) => {
    const owner = await walker()
    const { order: bought } = await buy(owner.app)
    const { app } = await walker()
    for (const id of [bought.id, 999_999_999, 'neu']) {
      const refused = await refusalsOf([
        app.get(`/orders/${id}/`),
        app.patch(`/orders/${id}/cancel/`, {}),
        app.patch(`/orders/${id}/confirm_receipt/`),
      ])
      for (const { statusCode } of refused) assert.equal(statusCode, 404)
    }
  })

  test('{$self} is not offered to shoppers')
    .with(['PATCH', 'PUT', 'DELETE', 'status'])
    .run(async ({ assert }, what) => {
      const { app } = await walker()
      const { order: bought } = await buy(app)
      const [method, path] = what === 'status' ? ['PATCH', 'status/'] : [what, '']
      const body = method === 'DELETE' ? undefined : { status: 'paid', actual_amount: '0.01' }
      const address = `/orders/${bought.id}/${path}`
      const refused = await refusalOf(app.call(method, address, 'user', body))
      assert.include([404, 405], refused.statusCode)
      assert.deepEqual(await dataOf(app.get(`/orders/${bought.id}/`)), bought)
    })
})
