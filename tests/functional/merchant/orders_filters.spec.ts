import { test } from '@japa/runner'
import { shanghaiDay } from '#shared/shanghai'
import { staffSession, makeStaff } from '#tests/helpers/staff'
import {
  idsIn,
  listedIds,
  madeOrder,
  madeRefund,
  ORDERS,
  type OrderWish,
} from '#tests/helpers/staff_orders'

/** Each filter with an order that it finds and one that it does not. */
const CASES: { query: string; finds: OrderWish; not: OrderWish }[] = [
  { query: 'status=shipped', finds: { status: 'shipped' }, not: { status: 'paid' } },
  { query: 'status=shipped,paid', finds: { status: 'shipped' }, not: { status: 'pending' } },
  { query: 'status=shipped&status=paid', finds: { status: 'paid' }, not: { status: 'pending' } },
  { query: 'username=星河甲', finds: { username: '北京星河甲店' }, not: {} },
  { query: 'username=abcshop', finds: { username: '老店 ABCShop' }, not: {} },
  { query: 'product_name=榨汁', finds: { productName: '九阳榨汁机' }, not: {} },
  { query: 'product_name=饮', finds: { productName: '饮水机' }, not: {} },
  { query: 'product_name=kfr-35', finds: { productName: '空调 KFR-35GW' }, not: {} },
  { query: 'contact_name=欧阳', finds: { contactName: '欧阳女士' }, not: {} },
  { query: 'phone=7788', finds: { phone: '13012347788' }, not: {} },
  { query: 'logistics_no=yt77', finds: { logisticsNo: 'YT7700123' }, not: {} },
  { query: 'province=海南省', finds: { province: '海南省' }, not: {} },
  { query: 'city=三亚市', finds: { city: '三亚市' }, not: {} },
  { query: 'payment_method=credit', finds: { credit: true }, not: {} },
  { query: 'payment_method=unknown', finds: { status: 'pending' }, not: { status: 'paid' } },
  { query: 'payment_method=wechat', finds: { status: 'paid' }, not: { status: 'pending' } },
  { query: 'source=haier', finds: { source: 'haier' }, not: { source: 'mixed' } },
  { query: 'source=mixed', finds: { source: 'mixed' }, not: { source: 'haier' } },
  { query: 'source=local', finds: { source: 'local' }, not: { source: 'mixed' } },
  { query: 'supply_state=none', finds: { source: 'haier' }, not: { source: 'local' } },
  {
    query: 'supply_state=confirmed',
    finds: { source: 'haier', supplyState: 'confirmed' },
    not: { source: 'haier' },
  },
  { query: 'amount_min=5000', finds: { amount: '5000.00' }, not: { amount: '4999.99' } },
  { query: 'amount_max=12.50', finds: { amount: '12.50' }, not: { amount: '12.51' } },
  { query: 'waiting_over=24h', finds: { paidAgo: 25 }, not: { paidAgo: 23 } },
]

test.group('Orders / filters', () => {
  for (const { query, finds, not } of CASES)
    test(`the filter ${query} finds only what it says`, async ({ client, assert }) => {
      const staff = await makeStaff({ role: 'support' })
      const found = await madeOrder(finds)
      const other = await madeOrder(not)
      const ids = await listedIds(client, staff, `${query}&page_size=100`)
      assert.include(ids, found.id)
      assert.notInclude(ids, other.id)
    })

  test('an order is found by its whole number, by a part of it, and by its customer', async ({
    client,
    assert,
  }) => {
    const staff = await makeStaff()
    const [order] = [await madeOrder(), await madeOrder()]
    assert.deepEqual(await listedIds(client, staff, `order_number=${order.number}`), [order.id])
    const part = order.number.slice(3, 14)
    assert.deepEqual(await listedIds(client, staff, `order_number=${part}`), [order.id])
    assert.deepEqual(await listedIds(client, staff, `user_id=${order.userId}`), [order.id])
  })

  test('both ends of a date range are whole local days', async ({ client, assert }) => {
    const staff = await makeStaff()
    const first = await madeOrder({ createdAt: '2025-03-02T00:00:00+08:00' })
    const last = await madeOrder({ createdAt: '2025-03-03T23:59:59.999+08:00' })
    const before = await madeOrder({ createdAt: '2025-03-01T23:59:59.999+08:00' })
    const after = await madeOrder({ createdAt: '2025-03-04T00:00:00+08:00' })
    const range = 'created_after=2025-03-02&created_before=2025-03-03'
    const ids = await listedIds(client, staff, range)
    assert.deepEqual(ids, [last.id, first.id])
    assert.notIncludeMembers(ids, [before.id, after.id])
  })

  test('refunds that wait, run or failed are told apart', async ({ client, assert }) => {
    const staff = await makeStaff()
    const [failed, refused, running, done] = await Promise.all(
      [1, 2, 3, 4].map(() => madeOrder({ status: 'refunding' }))
    )
    await madeRefund(failed, { status: 'failed', code: 'NOT_ENOUGH' })
    await madeRefund(refused, { status: 'failed', rejected: true })
    await madeRefund(running, { status: 'processing' })
    await madeRefund(done, { status: 'succeeded' })
    const all = [failed.id, refused.id, running.id, done.id]
    const found = async (value: string) => {
      const ids = await listedIds(client, staff, `after_sale=${value}&page_size=100`)
      return ids.filter((id) => all.includes(id))
    }
    assert.deepEqual(await found('failed'), [failed.id])
    assert.deepEqual(await found('waiting'), [failed.id])
    assert.deepEqual(await found('processing'), [running.id])
    assert.sameMembers(await found('refund'), all)
  })

  test('a payment anomaly is found until its money has gone back', async ({ client, assert }) => {
    const staff = await makeStaff()
    const { row } = await import('#shared/rows')
    const open = await madeOrder({ status: 'completed' })
    const settled = await madeOrder({ status: 'completed' })
    for (const { paymentId } of [open, settled])
      await row(`update payments set anomaly = 'duplicate' where id = ?`, [paymentId])
    await madeRefund(settled, { status: 'succeeded' })
    const ids = await listedIds(client, staff, 'payment_anomaly=1&page_size=100')
    assert.include(ids, open.id)
    assert.notInclude(ids, settled.id)
  })

  for (const query of [
    'status=nonsense',
    'created_after=2025-02-30',
    'created_before=yesterday',
    'created_after=2025-03-02&created_before=2025-03-01',
    'amount_min=-1',
    'amount_min=9&amount_max=8',
    'payment_method=cash',
    'source=moon',
    'supply_state=x',
    'after_sale=x',
    'user_id=0',
    'user_id=99999999999999999999',
    'waiting_over=soon',
    'sort=password',
  ])
    test(`the wrong filter ${query} is said to be wrong and left out`, async ({
      client,
      assert,
    }) => {
      const staff = await makeStaff()
      const order = await madeOrder({ createdAgo: -1 })
      const response = await client.get(`${ORDERS}?${query}`).withSession(staffSession(staff))
      response.assertStatus(200)
      response.assertTextIncludes('筛选条件无效')
      assert.include(idsIn(response.text()), order.id)
    })

  test('a wrong value stays in its field and is no chip', async ({ client, assert }) => {
    const staff = await makeStaff()
    const day = shanghaiDay(new Date())
    const response = await client
      .get(`${ORDERS}?amount_min=abc&created_after=${day}`)
      .withSession(staffSession(staff))
    assert.match(response.text(), /name="amount_min" value="abc"/)
    assert.include(response.text(), `去掉筛选：创建时间从 ${day}`)
    assert.notInclude(response.text(), '去掉筛选：实付款')
  })

  test('wildcards of the database mean themselves', async ({ client, assert }) => {
    const staff = await makeStaff()
    await madeOrder()
    assert.deepEqual(await listedIds(client, staff, 'order_number=%25'), [])
    assert.deepEqual(await listedIds(client, staff, 'username=%25_%25'), [])
  })
})
