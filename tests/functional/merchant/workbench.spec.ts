import { test } from '@japa/runner'
import { todoFigures } from '#insights/queries/todo_figures'
import { workbench } from '#insights/queries/workbench'
import { forgetFigures } from '#shared/recall'
import { row } from '#shared/rows'
import { addDays, today } from '#shared/shanghai'
import { changeOf, pointsOf } from '#transformers/merchant/comparison'
import { productOnSale } from '#tests/helpers/purchase'
import { sqlStatements } from '#tests/helpers/sql_statements'
import { makeStaff, staffSession } from '#tests/helpers/staff'
import { madeOrder, madeRefund } from '#tests/helpers/staff_orders'

const HOME = '/merchant/admin'

test.group('Workbench', (group) => {
  group.each.setup(() => forgetFigures())

  test('support is led to the orders, visitors to the sign-in page', async ({ client }) => {
    const support = staffSession(await makeStaff({ role: 'support' }))
    const led = await client.get(HOME).withSession(support).redirects(0)
    led.assertHeader('location', '/merchant/admin/orders')
    const refused = await client.get('/merchant/admin/low-stock').withSession(support)
    refused.assertStatus(403)
    const visitor = await client.get(HOME).redirects(0)
    visitor.assertHeader('location', '/merchant/login')
  })

  test('every number opens a list of exactly that many', async ({ client, assert }) => {
    const session = staffSession(await makeStaff())
    await madeOrder({ status: 'paid', paidAgo: 30 })
    await madeOrder({ status: 'pending' })
    const anomaly = await madeOrder({ status: 'completed' })
    await row(`update payments set anomaly = 'late' where id = ?`, [anomaly.paymentId])
    for (const status of ['failed', 'processing'])
      await madeRefund(await madeOrder({ status: 'refunding' }), { status })
    await productOnSale({ stock: 0 })
    await productOnSale({ stock: 5, sku: false })
    const page = await client.get(`${HOME}?fresh=1`).withSession(session)
    const html = page.text()
    const links = [
      ...html.matchAll(/class="todo[^"]*" href="([^"]+)"[\s\S]*?todo-n num">([\d,]+)</g),
      ...html.matchAll(/href="([^"]+)">\s*<span class="tag-dot">[\s\S]*?class="num">([\d,]+)</g),
    ]
    assert.lengthOf(links, 7 + 8)
    for (const [, href, shown] of links) {
      const list = await client.get(href.replaceAll('&amp;', '&')).withSession(session)
      const total = /class="pager-total">共 ([\d,]+) 条/.exec(list.text())?.[1] ?? '0'
      assert.equal(total, shown, href)
    }
  })

  test('figures of today are compared with the same hours of the days before', async ({
    assert,
  }) => {
    const before = await workbench({ fresh: true })
    const order = await madeOrder({ amount: '120.00', createdAgo: 0 })
    const yesterday = await madeOrder({ amount: '70.00', createdAgo: 24 })
    await madeRefund(order, { status: 'succeeded', amount: '20.00' })
    await row(`update orders set paid_at = paid_at - interval '1 second' where id = ?`, [
      yesterday.id,
    ])
    const after = await workbench({ fresh: true })
    const gained = (key: 'paid_amount' | 'refunded_amount', day: 'today' | 'yesterday') =>
      Number(after[day][key]) - Number(before[day][key])
    assert.closeTo(gained('paid_amount', 'today'), 120, 0.001)
    assert.closeTo(gained('refunded_amount', 'today'), 20, 0.001)
    assert.equal(after.today.paid_orders - before.today.paid_orders, 1)
    assert.equal(after.today.created_orders - before.today.created_orders, 1)
  })

  test('the chart has thirty days up to today, days without sales too', async ({ assert }) => {
    const { days, firstDay } = await workbench({ fresh: true })
    assert.lengthOf(days, 30)
    assert.equal(firstDay, addDays(today(), -29))
    assert.deepEqual([days[0].day, days[29].day], [firstDay, today()])
  })

  test('the page costs a fixed number of statements, and none while it is fresh', async ({
    assert,
  }) => {
    const first = await sqlStatements(() => workbench({ fresh: true }))
    assert.lengthOf(first, 4)
    assert.lengthOf(await sqlStatements(() => workbench()), 0)
  })

  test('a failed refund that was tried anew no longer waits', async ({ assert }) => {
    const { refund_failed: before } = await todoFigures()
    const order = await madeOrder({ status: 'refunding' })
    await madeRefund(order, { status: 'failed', code: 'CLOSED' })
    const waiting = await todoFigures()
    assert.equal(waiting.refund_failed, before + 1)
    await row(
      `insert into refunds (order_id, payment_id, amount, status, origin, channel)
       values (?, ?, 1, 'processing', 'cancel', 'wechat')`,
      [order.id, order.paymentId]
    )
    const settled = await todoFigures()
    assert.equal(settled.refund_failed, before)
  })

  test('comparisons carry a sign and never divide by nothing', ({ assert }) => {
    assert.equal(changeOf(112, 100), '+12.0%')
    assert.equal(changeOf(50, 100), '−50.0%')
    assert.equal(changeOf(5, 0), '此前为 0')
    assert.equal(changeOf(0, 0), '持平')
    assert.equal(pointsOf(0.815, 0.802), '+1.3 点')
    assert.equal(pointsOf(null, 0.5), '-')
  })
})
