import { test } from '@japa/runner'
import { row } from '#shared/rows'
import { orderStatus } from '#shared/statuses'
import { signedInShopper } from '#tests/helpers/shoppers'
import { sqlStatements } from '#tests/helpers/sql_statements'
import { makeStaff, staffSession } from '#tests/helpers/staff'
import { idsIn, listedIds, madeOrder, madeRefund, ORDERS } from '#tests/helpers/staff_orders'

test.group('Orders / list', () => {
  test('nobody but staff opens the list', async ({ client }) => {
    const visitor = await client.get(ORDERS).redirects(0)
    visitor.assertHeader('location', `/merchant/login?next=${encodeURIComponent(ORDERS)}`)
    const shopper = await signedInShopper()
    const signedIn = await client.get(ORDERS).headers(shopper.headers).redirects(0)
    signedIn.assertHeader('location', `/merchant/login?next=${encodeURIComponent(ORDERS)}`)
    for (const role of ['admin', 'support'] as const) {
      const response = await client.get(ORDERS).withSession(staffSession(await makeStaff({ role })))
      response.assertStatus(200)
    }
  })

  test('sorting goes both ways over the pages, ties by id', async ({ client, assert }) => {
    const staff = await makeStaff()
    const made: { id: number; amount: number; ago: number }[] = []
    for (let n = 0; n < 13; n += 1)
      made.push({
        ...(await madeOrder({
          city: '排序市',
          amount: `${100 + (n % 4)}.00`,
          createdAgo: (n * 5) % 13,
        })),
        amount: 100 + (n % 4),
        ago: (n * 5) % 13,
      })
    const over = async (sort: string) => [
      ...(await listedIds(client, staff, `city=排序市&page_size=10&sort=${sort}`)),
      ...(await listedIds(client, staff, `city=排序市&page_size=10&sort=${sort}&page=2`)),
    ]
    const ids = (compare: (a: (typeof made)[0], b: (typeof made)[0]) => number) =>
      made.toSorted(compare).map(({ id }) => id)
    assert.deepEqual(
      await over(''),
      ids((a, b) => a.ago - b.ago)
    )
    assert.deepEqual(
      await over('created_at'),
      ids((a, b) => b.ago - a.ago)
    )
    assert.deepEqual(
      await over('actual_amount'),
      ids((a, b) => a.amount - b.amount || a.id - b.id)
    )
    assert.deepEqual(
      await over('-actual_amount'),
      ids((a, b) => b.amount - a.amount || b.id - a.id)
    )
  })

  test('a page beyond the end is the last one', async ({ client, assert }) => {
    const staff = await makeStaff()
    const made = []
    for (let n = 0; n < 11; n += 1) made.push(await madeOrder({ city: '末页市', createdAgo: n }))
    const ids = await listedIds(client, staff, 'city=末页市&page_size=10&page=77')
    assert.deepEqual(ids, [made[10].id])
  })

  test('a fragment is the list alone, and only what asks for it gets it', async ({
    client,
    assert,
  }) => {
    const staff = await makeStaff()
    const order = await madeOrder()
    const ask = (fragment: string) =>
      client
        .get(`${ORDERS}?order_number=${order.number}`)
        .header('x-fragment', fragment)
        .withSession(staffSession(staff))
    const list = await ask('list')
    assert.match(list.text().trim(), /^<section id="list"/)
    assert.deepEqual(idsIn(list.text()), [order.id])
    const other = await ask('other')
    assert.match(other.text(), /^<!DOCTYPE html>/)
  })

  test('a page costs the same number of statements whatever its size', async ({
    client,
    assert,
  }) => {
    const staff = await makeStaff()
    for (let n = 0; n < 25; n += 1) await madeOrder({ city: '计数市' })
    const cost = async (size: number, extra = '') => {
      const query = `city=计数市&page_size=${size}${extra}`
      const statements = await sqlStatements(() => listedIds(client, staff, query))
      return statements.filter((sql) => /\borders\b/.test(sql)).length
    }
    await cost(10)
    const small = await cost(10)
    assert.equal(await cost(100), small)
    assert.isAtMost(small, 3)
  })

  test('each tab tells how many orders stand behind it', async ({ client, assert }) => {
    const staff = await makeStaff()
    const refunding = await madeOrder({ status: 'refunding' })
    await madeRefund(refunding, { status: 'failed' })
    const page = await client.get(ORDERS).withSession(staffSession(staff))
    const html = page.text()
    const shown = (key: string) =>
      Number(
        new RegExp(`id="tab-${key}"[^>]*>[^<]*<span class="tab-count">([\\d,]+)<`)
          .exec(html)?.[1]
          .replace(',', '')
      )
    for (const status of orderStatus.values) {
      const counted = await row<{ n: number }>(
        'select count(*)::int as n from orders where status = ?',
        [status]
      )
      assert.equal(shown(status), counted?.n)
    }
    const waiting = await listedIds(client, staff, 'after_sale=waiting&page_size=100')
    assert.equal(shown('after_sale'), waiting.length)
  })

  test('a page of twenty orders weighs less than 60 KB', async ({ client, assert }) => {
    const staff = await makeStaff()
    for (let n = 0; n < 20; n += 1)
      await madeOrder({
        city: '重量市',
        productName: '海尔 521 升十字对开门冰箱 BCD-521WGHTD',
        paidAgo: 30,
      })
    const query = 'city=重量市&status=paid&created_after=2026-01-01&page_size=20'
    const page = await client.get(`${ORDERS}?${query}`).withSession(staffSession(staff))
    assert.lengthOf(idsIn(page.text()), 20)
    assert.isBelow(Buffer.byteLength(page.text()), 60_000)
  })

  test('nothing found offers to clear the filters', async ({ client }) => {
    const response = await client
      .get(`${ORDERS}?city=没有这座城`)
      .withSession(staffSession(await makeStaff()))
    response.assertTextIncludes('没有符合条件的订单')
    response.assertTextIncludes('清空筛选')
  })

  test('typed text is shown as text', async ({ client, assert }) => {
    const order = await madeOrder({ contactName: '<b>粗</b>', productName: '<script>x</script>' })
    const response = await client
      .get(`${ORDERS}?username=${encodeURIComponent('"><img src=x>')}`)
      .withSession(staffSession(await makeStaff()))
    assert.notInclude(response.text(), '<img src=x>')
    const list = await client
      .get(`${ORDERS}?order_number=${order.number}`)
      .withSession(staffSession(await makeStaff()))
    assert.notInclude(list.text(), '<b>粗</b>')
    assert.notInclude(list.text(), '<script>x')
  })
})
