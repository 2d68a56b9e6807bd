import { test } from '@japa/runner'
import { execute } from '#shared/rows'
import { productOnSale } from '#tests/helpers/purchase'
import { fieldOf, type PatchForm } from './client.js'
import { cancelledOrder, order } from './objects/purchase.js'
import { buy, buyAndPay, buyAndReceive, ship } from './purchasing.js'
import { idsOf, onStage, walker } from './stage.js'
import { mustBe, page } from './shapes.js'

const PATCH_FORMS: PatchForm[] = ['PATCH', 'PUT', 'POST']
test.group('Screen: order list', (group) => {
  onStage(group, 'with WeChat')

  test('the tabs of the list, as a {$self} sees them')
    .with(['individual', 'dealer'] as const)
    .run(async ({ assert }, audience) => {
      const { app } = await walker(audience)
      const pending = await buy(app)
      const paid = await buyAndPay(app)
      const shipped = await buyAndPay(app)
      await ship(shipped.order.id)
      const completed = await buyAndReceive(app)
      const refunding = await buyAndPay(app)
      await app.patch(`/orders/${refunding.order.id}/cancel/`, {})
      const cancelled = await buy(app)
      await app.patch(`/orders/${cancelled.order.id}/cancel/`, {})
      const tabs = {
        '': [cancelled, refunding, completed, shipped, paid, pending],
        'pending': [pending],
        'paid': [paid],
        'shipped': [shipped],
        'completed': [completed],
        'returning,refunding,refunded': [refunding],
        'cancelled': [cancelled],
      }
      for (const [status, expected] of Object.entries(tabs)) {
        const query = { page: 1, page_size: 10, status: status || undefined }
        const { data } = await app.get('/orders/my_orders/', query)
        mustBe(page(order(audience)), data)
        assert.deepEqual(idsOf(data.results), idsOf(expected.map((one) => one.order)), status)
      }
    })

  test('scrolling shows every order once, and one page too many is empty', async ({ assert }) => {
    const { app } = await walker()
    const product = await productOnSale({ stock: 20 })
    const made: number[] = []
    for (let count = 0; count < 4; count++) {
      const { order: bought } = await buy(app, product)
      made.unshift(bought.id)
    }
    const pages = [1, 2, 3].map(async (number) => {
      const { data } = await app.get('/orders/my_orders/', { page: number, page_size: 2 })
      mustBe(page(order('individual')), data)
      return data
    })
    const [first, second, beyond] = await Promise.all(pages)
    assert.deepEqual([...idsOf(first.results), ...idsOf(second.results)], made)
    assert.deepInclude(first, { total: 4, total_pages: 2, has_next: true, has_previous: false })
    assert.deepInclude(second, { has_next: false, has_previous: true, next: null })
    assert.equal(first.next, `${app.base}/orders/my_orders/?page=2&page_size=2`)
    assert.deepInclude(beyond, { results: [], total: 4, has_next: false })
  })

  test('nobody sees the orders of another, not even staff', async ({ assert }) => {
    const owner = await walker()
    const { order: bought } = await buy(owner.app)
    const staff = await walker()
    await execute(`update users set role = 'admin', is_staff = true where id = ?`, [staff.userId])
    for (const { app } of [await walker(), staff]) {
      assert.equal(await fieldOf(app.get('/orders/my_orders/'), 'total'), 0)
      assert.equal(await fieldOf(app.get('/payments/', { order_id: bought.id }), 'total'), 0)
    }
  })

  test('cancelled and received from the list, sent as {$self}')
    .with(PATCH_FORMS)
    .run(async ({ assert }, patchForm) => {
      const { app } = await walker('individual', patchForm)
      const unpaid = await buy(app)
      const { data: gone } = await app.patch(`/orders/${unpaid.order.id}/cancel/`, {
        ...{ reason: '不想要了', note: undefined },
      })
      mustBe(cancelledOrder('individual'), gone)
      assert.deepInclude(gone, { status: 'cancelled', cancel_reason: '不想要了' })
      const sent = await buyAndPay(app)
      await ship(sent.order.id)
      const { data: received } = await app.patch(`/orders/${sent.order.id}/confirm_receipt/`)
      mustBe(order('individual'), received)
      assert.deepInclude(received, { status: 'completed', status_label: '已完成' })
    })
})
