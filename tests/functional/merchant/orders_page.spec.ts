import { test } from '@japa/runner'
import { sqlStatements } from '#tests/helpers/sql_statements'
import { makeStaff, staffSession } from '#tests/helpers/staff'
import { command, madeOrder, madeRefund, ORDERS } from '#tests/helpers/staff_orders'

test.group('Orders / page', () => {
  test('an order is opened by its number, an unknown one is not found', async ({ client }) => {
    const session = staffSession(await makeStaff({ role: 'support' }))
    const order = await madeOrder()
    const found = await client
      .get(`${ORDERS}/by-number/${order.number}`)
      .withSession(session)
      .redirects(0)
    found.assertHeader('location', `${ORDERS}/${order.id}`)
    const paths = [`${ORDERS}/by-number/000`, `${ORDERS}/999999999`, `${ORDERS}/abc`]
    for (const path of paths) {
      const missing = await client.get(path).withSession(session)
      missing.assertStatus(404)
    }
  })

  test('the page tells goods, receiver, money and what happened, in words', async ({
    client,
    assert,
  }) => {
    const staff = await makeStaff()
    const order = await madeOrder({
      productName: '对开门冰箱',
      contactName: '欧阳',
      amount: '2500.00',
    })
    await command(client, staff, order, 'shipment', { logistics_no: 'JD123', note: '两人搬运' })
    await command(client, staff, order, 'note', { staff_note: '提前联系' })
    const response = await client.get(`${ORDERS}/${order.id}`).withSession(staffSession(staff))
    for (const text of [
      '对开门冰箱',
      '欧阳',
      '¥2,500.00',
      'JD123',
      '商家已发货',
      '两人搬运',
      '提前联系',
    ])
      response.assertTextIncludes(text)
    response.assertTextIncludes('修改内部备注')
    response.assertTextIncludes(staff.username)
    assert.notMatch(response.text(), /order_staff_note_changed|undefined|\[object/)
  })

  test('refunds are told apart in words', async ({ client }) => {
    const session = staffSession(await makeStaff())
    const words = [
      [{ status: 'failed', rejected: true }, '已拒绝'],
      [{ status: 'failed', code: 'ABNORMAL' }, '需人工处理'],
      [{ status: 'failed', code: 'NOT_ENOUGH' }, '退款失败'],
      [{ status: 'succeeded' }, '已退款'],
    ] as const
    for (const [refund, word] of words) {
      const order = await madeOrder({ status: 'refunding' })
      await madeRefund(order, refund)
      const page = await client.get(`${ORDERS}/${order.id}`).withSession(session)
      page.assertTextIncludes(`>${word}</span>`)
    }
  })

  test('previous and next walk the list that one came from', async ({ client, assert }) => {
    const session = staffSession(await makeStaff())
    const made = []
    for (const amount of ['30.00', '10.00', '20.00'])
      made.push(await madeOrder({ city: '邻居市', amount }))
    await madeOrder({ city: '别处市', amount: '15.00' })
    const [thirty, ten, twenty] = made
    const query = 'city=邻居市&sort=actual_amount'
    const page = await client.get(`${ORDERS}/${twenty.id}?${query}`).withSession(session)
    const html = page.text()
    const walk = (rel: string) => new RegExp(`/orders/(\\d+)\\?[^"]*" rel="${rel}"`).exec(html)?.[1]
    assert.equal(walk('prev'), String(ten.id))
    assert.equal(walk('next'), String(thirty.id))
  })

  test('a drawer is a fragment of the same page and costs a fixed number of statements', async ({
    client,
    assert,
  }) => {
    const session = staffSession(await makeStaff())
    const order = await madeOrder()
    const open = () =>
      client.get(`${ORDERS}/${order.id}`).header('x-fragment', 'drawer').withSession(session)
    const drawer = await open()
    assert.notInclude(drawer.text(), '<html')
    const statements = await sqlStatements(open)
    assert.isAtMost(statements.filter((sql) => /order/.test(sql)).length, 5)
  })

  test('the menu of a row says why something is not possible', async ({ client }) => {
    const session = staffSession(await makeStaff())
    const order = await madeOrder({ status: 'completed' })
    const menu = await client
      .get(`${ORDERS}/${order.id}/actions`)
      .header('x-fragment', 'menu')
      .withSession(session)
    menu.assertTextIncludes('订单当前为“已完成”，不能发货')
    const page = await client.get(`${ORDERS}/${order.id}/actions`).withSession(session).redirects(0)
    page.assertHeader('location', `${ORDERS}/${order.id}`)
  })

  test('asking WeChat about a payment that it never saw says so', async ({ client, assert }) => {
    const staff = await makeStaff({ role: 'support' })
    const order = await madeOrder({ status: 'pending' })
    const other = await madeOrder({ status: 'pending' })
    const path = `payments/${order.paymentId}/sync`
    const response = await command(client, staff, order, path, {}).header('x-fragment', 'detail')
    const said = JSON.parse(String(response.header('hx-trigger')))
    assert.equal(said['console:done'].message, '客户还没有打开微信支付')
    const foreign = await command(client, staff, other, path, {})
    foreign.assertStatus(404)
  })
})
