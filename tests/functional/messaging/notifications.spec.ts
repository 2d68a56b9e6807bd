import { test } from '@japa/runner'
import testUtils from '@adonisjs/core/services/test_utils'
import { execute } from '#shared/rows'
import { tell } from '#tests/helpers/messages'
import { signedInShopper } from '#tests/helpers/shoppers'
import { sqlStatements } from '#tests/helpers/sql_statements'

const PATH = '/api/notifications/'

/** A shopper with so many notices, oldest first, a minute apart. */
async function shopperWith(count: number) {
  const shopper = await signedInShopper()
  const ids: number[] = []
  for (let index = 0; index < count; index++) ids.push(await tell(shopper.user.id))
  await execute(
    `update notifications set created_at = created_at - (:newest - id) * interval '1 minute'
     where user_id = :userId`,
    { userId: shopper.user.id, newest: ids.at(-1) ?? 0 }
  )
  return { ...shopper, ids }
}

test.group('The message centre', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('a notification has every key, and is read in the form of the mini-program', async ({
    client,
    assert,
  }) => {
    const { user, headers } = await signedInShopper()
    const id = await tell(user.id, {
      type: 'order',
      title: '订单已发货',
      content: '您的订单 1772435131907725 已发货，物流单号 SF14',
      brief: '单号 SF14',
      orderId: 5602,
      orderNumber: '1772435131907725',
      status: 'shipped',
      metadata: { logistics_no: 'SF14' },
    })
    const response = await client.get(PATH).headers(headers)
    response.assertStatus(200)
    const { results, ...page } = response.body()
    assert.deepEqual(page, {
      ...{ total: 1, page: 1, total_pages: 1, has_next: false, has_previous: false },
      ...{ count: 1, next: null, previous: null },
    })
    const [{ created_at: createdAt, metadata, ...shown }] = results
    assert.deepEqual(shown, {
      ...{ id, title: '订单已发货', content: '您的订单 1772435131907725 已发货，物流单号 SF14' },
      ...{ type: 'order', type_display: '订单', status: 'pending', status_display: '待发送' },
      ...{ sent_at: null, read_at: null, is_read: false },
    })
    assert.match(createdAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+08:00$/)
    const { subscription_data: data, ...facts } = metadata
    assert.deepEqual(facts, {
      order_id: 5602,
      order_number: '1772435131907725',
      status: 'shipped',
      page: 'pages/order-detail/index?id=5602',
      logistics_no: 'SF14',
    })
    assert.deepEqual(data.thing1, { value: '订单 1772435131907725' })
    assert.equal(data.time2.value, createdAt.slice(0, 16).replace('T', ' '))
    assert.deepEqual(data.thing3, { value: '单号 SF14' })
    const alone = await client.get(`${PATH}${id}/`).headers(headers)
    assert.deepEqual(alone.body(), results[0])
  })

  test('the list is newest first, ten to a page, fifty at most', async ({ client, assert }) => {
    const { headers, ids } = await shopperWith(12)
    const first = await client.get(PATH).headers(headers)
    const found = first.body().results.map(({ id }: { id: number }) => id)
    assert.deepEqual(found, ids.slice(2).reverse())
    assert.include(first.body(), { total: 12, total_pages: 2, has_next: true })
    assert.match(first.body().next, /\/api\/notifications\/\?page=2$/)
    const second = await client.get(`${PATH}?page=2&page_size=10`).headers(headers)
    assert.lengthOf(second.body().results, 2)
    assert.isFalse(second.body().has_next)
    const beyond = await client.get(`${PATH}?page=9`).headers(headers)
    assert.deepInclude(beyond.body(), { results: [], total: 12, has_next: false })
    const large = await client.get(`${PATH}?page_size=500`).headers(headers)
    assert.equal(large.body().total_pages, 1)
    const odd = await client.get(`${PATH}?page=x&page_size=-3`).headers(headers)
    assert.lengthOf(odd.body().results, 10)
  })

  test('notices of the same moment keep one order', async ({ client, assert }) => {
    const { user, headers } = await shopperWith(5)
    await execute(`update notifications set created_at = now() where user_id = ?`, [user.id])
    const seen: number[] = []
    for (const page of [1, 2, 3]) {
      const response = await client.get(`${PATH}?page_size=2&page=${page}`).headers(headers)
      seen.push(...response.body().results.map(({ id }: { id: number }) => id))
    }
    assert.deepEqual(
      seen,
      [...seen].sort((one, other) => other - one)
    )
    assert.lengthOf(new Set(seen), 5)
  })

  test('{query} finds {count}')
    .with([
      { query: 'type=order', count: 1 },
      { query: 'type=system', count: 2 },
      { query: 'type=nothing', count: 0 },
      { query: 'status=sent', count: 1 },
      { query: 'status=odd', count: 0 },
      { query: 'read=1', count: 1 },
      { query: 'read=READ', count: 1 },
      { query: 'read=unread', count: 2 },
      { query: 'read=no&type=system', count: 2 },
      { query: 'read=perhaps', count: 3 },
      { query: 'type[]=order', count: 3 },
      { query: 'type=&status=', count: 3 },
    ])
    .run(async ({ client, assert }, { query, count }) => {
      const { user, headers } = await signedInShopper()
      const order = await tell(user.id, { type: 'order' })
      await tell(user.id)
      const system = await tell(user.id)
      await execute(`update notifications set read_at = now() where id = ?`, [order])
      await execute(`update notifications set status = 'sent' where id = ?`, [system])
      const response = await client.get(`${PATH}?${query}`).headers(headers)
      response.assertStatus(200)
      assert.equal(response.body().total, count)
      assert.lengthOf(response.body().results, count)
    })

  test('reading marks it once and keeps the first moment', async ({ client, assert }) => {
    const { headers, ids } = await shopperWith(1)
    const path = `${PATH}${ids[0]}/mark_read/`
    const first = await client.post(path).headers(headers).json({})
    first.assertStatus(200)
    assert.isTrue(first.body().is_read)
    await execute(`update notifications set read_at = read_at - interval '1 hour' where id = ?`, [
      ids[0],
    ])
    const hourAgo = await client.get(`${PATH}${ids[0]}/`).headers(headers)
    const again = await client.post(path).headers(headers)
    again.assertStatus(200)
    assert.deepEqual(again.body(), hourAgo.body())
    assert.notEqual(again.body().read_at, first.body().read_at)
  })

  test('all are marked at once; the answer counts those that were unread', async ({
    client,
    assert,
  }) => {
    const { headers, ids } = await shopperWith(3)
    const other = await shopperWith(1)
    await client.post(`${PATH}${ids[0]}/mark_read/`).headers(headers)
    const first = await client.post(`${PATH}mark_all_read/`).headers(headers)
    assert.deepEqual(first.body(), { marked: 2 })
    const again = await client.post(`${PATH}mark_all_read/`).headers(headers)
    assert.deepEqual(again.body(), { marked: 0 })
    const theirs = await client.get(`${PATH}stats/`).headers(other.headers)
    assert.equal(theirs.body().unread_count, 1)
  })

  test('the numbers count reading and sending apart', async ({ client, assert }) => {
    const { headers, ids } = await shopperWith(4)
    await execute(`update notifications set status = 'sent' where id = ?`, [ids[0]])
    await execute(`update notifications set status = 'failed' where id = ?`, [ids[1]])
    await client.post(`${PATH}${ids[2]}/mark_read/`).headers(headers)
    const response = await client.get(`${PATH}stats/`).headers(headers)
    assert.deepEqual(response.body(), { unread_count: 3, pending_count: 2, total: 4 })
    const nobody = await signedInShopper()
    const empty = await client.get(`${PATH}stats/`).headers(nobody.headers)
    assert.deepEqual(empty.body(), { unread_count: 0, pending_count: 0, total: 0 })
  })

  test('a foreign notification does not exist, to staff neither', async ({ client, assert }) => {
    const { ids } = await shopperWith(1)
    for (const role of ['individual', 'admin'] as const) {
      const { headers } = await signedInShopper({ role })
      const list = await client.get(PATH).headers(headers)
      assert.equal(list.body().total, 0)
      const shown = await client.get(`${PATH}${ids[0]}/`).headers(headers)
      shown.assertStatus(404)
      const marked = await client.post(`${PATH}${ids[0]}/mark_read/`).headers(headers)
      marked.assertStatus(404)
      assert.equal(marked.body().error_code, 'NOT_FOUND')
    }
  })

  test('{id} is no notification')
    .with(
      ['0', '-1', 'abc', '999999999999', '99999999999999999999', '1.5', '%00'].map((id) => ({ id }))
    )
    .run(async ({ client }, { id }) => {
      const { headers } = await signedInShopper()
      const shown = await client.get(`${PATH}${id}/`).headers(headers)
      shown.assertStatus(404)
      const marked = await client.post(`${PATH}${id}/mark_read/`).headers(headers)
      marked.assertStatus(404)
    })

  test('nobody reads without signing in: {method} {path}')
    .with([
      { method: 'get', path: '' },
      { method: 'get', path: 'stats/' },
      { method: 'get', path: 'subscribe_templates/' },
      { method: 'get', path: '1/' },
      { method: 'post', path: '1/mark_read/' },
      { method: 'post', path: 'mark_all_read/' },
    ] as const)
    .run(async ({ client }, { method, path }) => {
      const response = await client[method](`${PATH}${path}`)
      response.assertStatus(401)
    })

  test('every endpoint takes one statement beside the token, whatever the page size', async ({
    client,
    assert,
  }) => {
    const { headers, ids } = await shopperWith(11)
    const paths = [PATH, `${PATH}?page_size=2`, `${PATH}?type=order&read=0`, `${PATH}stats/`]
    const statements = async (work: () => Promise<unknown>) => {
      const { length } = await sqlStatements(work)
      return length
    }
    for (const path of [...paths, `${PATH}${ids[0]}/`])
      assert.equal(await statements(() => client.get(path).headers(headers)), 2, path)
    for (const path of [`${ids[0]}/mark_read/`, 'mark_all_read/'])
      assert.equal(await statements(() => client.post(PATH + path).headers(headers)), 2, path)
    const none = await statements(() => client.get(`${PATH}subscribe_templates/`).headers(headers))
    assert.equal(none, 1)
  })
})
