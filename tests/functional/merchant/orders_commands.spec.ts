import { test } from '@japa/runner'
import { orderActions, type OrderAction } from '#orders/row_actions'
import { row, rows } from '#shared/rows'
import { orderStatus, type OrderStatus } from '#shared/statuses'
import { makeStaff, staffSession } from '#tests/helpers/staff'
import { command, madeOrder, ORDERS } from '#tests/helpers/staff_orders'

/** The table of actions that docs/rules/statuses.md states. */
const OFFERED: Record<OrderStatus, OrderAction[]> = {
  pending: ['cancel'],
  paid: ['ship', 'cancel'],
  shipped: ['complete'],
  completed: [],
  cancelled: [],
  returning: [],
  refunding: [],
  refunded: [],
}
const PATHS: Record<OrderAction, string> = {
  ship: 'shipment',
  complete: 'completion',
  cancel: 'cancellation',
}
const FORMS: Record<OrderAction, Record<string, string>> = {
  ship: { logistics_no: 'SF1', override_reason: '现货' },
  complete: {},
  cancel: { reason: '客户要求取消' },
}

async function statusOf(id: number): Promise<string | undefined> {
  const found = await row<{ status: string }>('select status from orders where id = ?', [id])
  return found?.status
}

const fingerprintOf = (html: string) => /name="fingerprint" value="([^"]*)"/.exec(html)?.[1] ?? ''

test.group('Orders / commands', () => {
  for (const status of orderStatus.values)
    for (const haier of [false, true])
      for (const cancelling of [false, true])
        test(`${status}, ${haier ? 'Haier' : 'local'} goods, ${cancelling ? 'cancel asked' : 'free'}: the table's actions are offered`, ({
          assert,
        }) => {
          const facts = {
            status,
            cancel_requested: cancelling,
            has_haier: haier,
            supply_state: 'none',
          }
          const offered = orderActions(facts).filter(({ reason }) => !reason)
          const expected = OFFERED[status].filter((one) => !cancelling || one === 'complete')
          assert.deepEqual(
            offered.map(({ action }) => action),
            expected
          )
        })

  test('goods that are out of stock at the supplier are not sent', ({ assert }) => {
    const facts = { status: 'paid' as const, cancel_requested: false, has_haier: true }
    const [ship] = orderActions({ ...facts, supply_state: 'out_of_stock' })
    assert.equal(ship.reason, '海尔商品缺货，不能发货')
  })

  for (const status of orderStatus.values)
    for (const action of ['ship', 'complete', 'cancel'] as const) {
      if (OFFERED[status].includes(action)) continue
      test(`${action} is refused for ${status} and changes nothing`, async ({ client, assert }) => {
        const order = await madeOrder({ status })
        const staff = await makeStaff({ role: 'support' })
        const response = await command(client, staff, order, PATHS[action], FORMS[action])
        response.assertStatus(422)
        response.assertTextIncludes(`订单当前为“${orderStatus.label(status)}”，不能`)
        assert.equal(await statusOf(order.id), status)
      })
    }

  test('shipping stores parcel and carrier, tells who did it, and leads back to the order', async ({
    client,
    assert,
  }) => {
    const order = await madeOrder()
    const staff = await makeStaff({ role: 'support' })
    const response = await command(client, staff, order, 'shipment', {
      logistics_no: ' SF900 ',
      express_company: '顺丰速运',
      note: '易碎',
    })
    response.assertStatus(303)
    response.assertHeader('location', `${ORDERS}/${order.id}`)
    const stored = await row(
      'select status, logistics_no, express_company from orders where id = ?',
      [order.id]
    )
    const expected = { status: 'shipped', logistics_no: 'SF900', express_company: '顺丰速运' }
    assert.deepEqual(stored, expected)
    const history = await row<{ operator_id: number; note: string }>(
      `select operator_id, note from order_status_histories where order_id = ? and to_status = 'shipped'`,
      [order.id]
    )
    assert.deepEqual(history, { operator_id: staff.id, note: '易碎' })
  })

  test('a missing parcel number is said beside its field, and what was typed stays', async ({
    client,
    assert,
  }) => {
    const order = await madeOrder()
    const staff = await makeStaff()
    const form = { logistics_no: '  ', note: '请放门口' }
    const response = await command(client, staff, order, 'shipment', form)
    response.assertStatus(422)
    response.assertTextIncludes('请输入物流单号')
    response.assertTextIncludes('请放门口')
    assert.equal(await statusOf(order.id), 'paid')
  })

  test('a parcel number of another order is asked about once', async ({ client, assert }) => {
    const other = await madeOrder({ status: 'shipped', logisticsNo: 'DUP-1' })
    const order = await madeOrder()
    const staff = await makeStaff()
    const first = await command(client, staff, order, 'shipment', { logistics_no: 'DUP-1' })
    first.assertStatus(422)
    first.assertTextIncludes(other.number)
    first.assertTextIncludes('name="confirmed_no" value="DUP-1"')
    const form = { logistics_no: 'DUP-1', confirmed_no: 'DUP-1' }
    const done = await command(client, staff, order, 'shipment', form)
    done.assertStatus(303)
    assert.equal(await statusOf(order.id), 'shipped')
  })

  test('Haier goods that were not handed over need a reason', async ({ client, assert }) => {
    const order = await madeOrder({ source: 'haier' })
    const staff = await makeStaff()
    const refused = await command(client, staff, order, 'shipment', { logistics_no: 'H1' })
    refused.assertStatus(422)
    refused.assertTextIncludes('海尔商品尚未推送')
    const form = { logistics_no: 'H1', override_reason: '门店现货' }
    const done = await command(client, staff, order, 'shipment', form)
    done.assertStatus(303)
    assert.equal(await statusOf(order.id), 'shipped')
  })

  test('the same form sent twice has one effect and one answer', async ({ client, assert }) => {
    const order = await madeOrder()
    const staff = await makeStaff()
    const form = { logistics_no: 'TWICE', idempotency_key: 'form-1' }
    const answers = await Promise.all(
      [1, 2].map(() => command(client, staff, order, 'shipment', form))
    )
    const again = await command(client, staff, order, 'shipment', form)
    again.assertStatus(303)
    assert.include([303, 422], answers[0].status())
    const histories = await rows(
      `select 1 from order_status_histories where order_id = ? and to_status = 'shipped'`,
      [order.id]
    )
    assert.lengthOf(histories, 1)
  })

  test('completing counts the sale', async ({ client, assert }) => {
    const order = await madeOrder({ status: 'shipped' })
    const response = await command(client, await makeStaff(), order, 'completion', {})
    response.assertStatus(303)
    assert.equal(await statusOf(order.id), 'completed')
  })

  test('cancelling an unpaid order says before what happens, and does it', async ({
    client,
    assert,
  }) => {
    const order = await madeOrder({ status: 'pending' })
    const staff = await makeStaff({ role: 'support' })
    const page = await client
      .get(`${ORDERS}/${order.id}/cancellation`)
      .withSession(staffSession(staff))
    page.assertTextIncludes('客户尚未付款，不产生退款；退回库存 1 件')
    const form = { reason: '客户要求取消', fingerprint: fingerprintOf(page.text()) }
    const done = await command(client, staff, order, 'cancellation', form)
    done.assertStatus(303)
    assert.equal(await statusOf(order.id), 'cancelled')
  })

  test('a cancel without a reason is refused and keeps the promise on the page', async ({
    client,
    assert,
  }) => {
    const order = await madeOrder()
    const form = { reason: '', note: '电话确认过' }
    const response = await command(client, await makeStaff(), order, 'cancellation', form)
    response.assertStatus(422)
    response.assertTextIncludes('请输入取消原因')
    response.assertTextIncludes('电话确认过')
    response.assertTextIncludes('将退款 ¥1,999.00')
    assert.equal(await statusOf(order.id), 'paid')
  })

  test('when the order changed meanwhile, the cancel asks again', async ({ client, assert }) => {
    const order = await madeOrder({ status: 'pending' })
    const staff = await makeStaff()
    const page = await client
      .get(`${ORDERS}/${order.id}/cancellation`)
      .withSession(staffSession(staff))
    const form = { reason: '缺货', fingerprint: fingerprintOf(page.text()) }
    await row(`update orders set status = 'paid', paid_at = now() where id = ?`, [order.id])
    await row(`update payments set status = 'succeeded' where order_id = ?`, [order.id])
    const response = await command(client, staff, order, 'cancellation', form)
    response.assertStatus(422)
    response.assertTextIncludes('订单刚刚发生了变化')
    response.assertTextIncludes('将退款 ¥1,999.00')
    assert.equal(await statusOf(order.id), 'paid')
  })

  test('a staff note is stored, removed again, and audited before and after', async ({
    client,
    assert,
  }) => {
    const order = await madeOrder()
    const staff = await makeStaff({ role: 'support' })
    for (const note of ['老客户，优先', '']) {
      const saved = await command(client, staff, order, 'note', { staff_note: note })
      saved.assertStatus(303)
    }
    const audits = await rows<{ before: unknown; after: unknown; actor_id: number }>(
      `select before, after, actor_id from audit_logs
       where event = 'order_staff_note_changed' and entity_id = ? order by id`,
      [order.id]
    )
    assert.deepEqual(audits, [
      { before: { staff_note: '' }, after: { staff_note: '老客户，优先' }, actor_id: staff.id },
      { before: { staff_note: '老客户，优先' }, after: { staff_note: '' }, actor_id: staff.id },
    ])
  })

  test('a note of more than 1000 characters is refused and kept in the form', async ({
    client,
  }) => {
    const note = '长'.repeat(1001)
    const form = { staff_note: note }
    const response = await command(client, await makeStaff(), await madeOrder(), 'note', form)
    response.assertStatus(422)
    response.assertTextIncludes('内部备注不能超过 1000 个字')
    response.assertTextIncludes(note)
  })

  test('commands want a session and a token', async ({ client, assert }) => {
    const order = await madeOrder()
    const path = `${ORDERS}/${order.id}/shipment`
    const form = { logistics_no: 'X' }
    const visitor = await client.post(path).withCsrfToken().redirects(0).form(form)
    assert.include([303, 401], visitor.status())
    const staff = staffSession(await makeStaff())
    await client.post(path).withSession(staff).redirects(0).form(form)
    assert.equal(await statusOf(order.id), 'paid')
  })

  test('from a drawer a command answers with a message and no page', async ({ client, assert }) => {
    const order = await madeOrder()
    const response = await command(client, await makeStaff(), order, 'shipment', {
      logistics_no: 'FRAG',
    }).header('x-fragment', 'drawer')
    response.assertStatus(204)
    const said = JSON.parse(String(response.header('hx-trigger')))
    assert.deepEqual(said, { 'console:done': { message: '发货成功', tone: 'success' } })
  })
})
