import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import { logSearch } from '#catalog/actions/log_search'
import { execute, row } from '#shared/rows'
import { signedInShopper } from '#tests/helpers/shoppers'

const MINE = '/api/catalog/search-logs/my_history/'
const CLEAR = '/api/catalog/search-logs/clear_history/'

/** Searches of one person, a minute between each and the next. */
async function shopperWhoSearched(...keywords: string[]) {
  const shopper = await signedInShopper()
  for (const [index, keyword] of keywords.entries()) {
    await logSearch(keyword, { userId: shopper.user.id, address: '198.51.100.1' })
    await execute(
      `update search_logs set created_at = now() - make_interval(mins => ?)
       where id = (select max(id) from search_logs)`,
      [keywords.length - index]
    )
  }
  return shopper
}

async function leftOf(userId: number): Promise<number | undefined> {
  const found = await row<{ count: number }>(
    'select count(*) as count from search_logs where user_id = ?',
    [userId]
  )
  return found?.count
}

test.group('Search history', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('each keyword stands once, latest first, with how often', async ({ client, assert }) => {
    const { headers } = await shopperWhoSearched('冰箱', 'BCD', '空调', 'ｂｃｄ')
    await shopperWhoSearched('别人的')
    const response = await client.get(MINE).headers(headers)
    const { results, total } = response.body()
    assert.deepEqual(
      results.map(({ keyword, count }: { keyword: string; count: number }) => [keyword, count]),
      [
        ['ｂｃｄ', 2],
        ['空调', 1],
        ['冰箱', 1],
      ]
    )
    assert.equal(total, 3)
    assert.match(results[0].last_searched_at, /^\d{4}-\d\d-\d\dT[\d:.]+\+08:00$/)
    const cut = await client.get(MINE).headers(headers).qs({ limit: 2 })
    assert.lengthOf(cut.body().results, 2)
    assert.equal(cut.body().total, 3)
  })

  test('distinct=false shows each search', async ({ client, assert }) => {
    const { user, headers } = await shopperWhoSearched('冰箱', 'BCD', '冰箱')
    const response = await client.get(MINE).headers(headers).qs({ distinct: 'false', limit: 2 })
    const { results, total } = response.body()
    assert.equal(total, 3)
    assert.deepEqual(
      results.map(({ keyword }: { keyword: string }) => keyword),
      ['冰箱', 'BCD']
    )
    assert.deepInclude(results[0], { user_id: user.id, username: user.username })
    const odd = await client.get(MINE).headers(headers).qs({ distinct: 'perhaps', limit: '-1' })
    assert.equal(odd.body().total, 2)
  })

  test('who never searched has an empty history', async ({ client, assert }) => {
    const { headers } = await signedInShopper()
    for (const distinct of [true, false]) {
      const response = await client.get(MINE).headers(headers).qs({ distinct })
      assert.deepEqual(response.body(), { results: [], total: 0 })
    }
  })

  test('{method} clears all of it, and nothing of others')
    .with([{ method: 'post' }, { method: 'delete' }] as const)
    .run(async ({ client, assert }, { method }) => {
      const other = await shopperWhoSearched('别人的')
      const { user, headers } = await shopperWhoSearched('冰箱', '空调')
      const response = await client[method](CLEAR).headers(headers)
      response.assertStatus(200)
      assert.deepEqual(response.body(), { cleared: 2 })
      assert.equal(await leftOf(user.id), 0)
      assert.equal(await leftOf(other.user.id), 1)
    })

  test('one keyword is cleared in whatever spelling, from the body or the address', async ({
    client,
    assert,
  }) => {
    const { user, headers } = await shopperWhoSearched('BCD', 'ｂｃｄ', '空调', '冰箱')
    const body = await client.post(CLEAR).headers(headers).json({ keyword: ' bcd ' })
    assert.deepEqual(body.body(), { cleared: 2 })
    const address = await client.delete(CLEAR).headers(headers).qs({ keyword: '空调' })
    assert.deepEqual(address.body(), { cleared: 1 })
    const none = await client.post(CLEAR).headers(headers).json({ keyword: '从未' })
    assert.deepEqual(none.body(), { cleared: 0 })
    assert.equal(await leftOf(user.id), 1)
    const all = await client.post(CLEAR).headers(headers).json({ keyword: null })
    assert.deepEqual(all.body(), { cleared: 1 })
  })

  test('what is no text clears nothing')
    .with([
      { keyword: 5 as unknown },
      { keyword: ['冰箱'] },
      { keyword: { is: '冰箱' } },
      { keyword: '长'.repeat(201) },
    ])
    .run(async ({ client, assert }, { keyword }) => {
      const { user, headers } = await shopperWhoSearched('冰箱')
      const response = await client.post(CLEAR).headers(headers).json({ keyword })
      response.assertStatus(400)
      assert.equal(await leftOf(user.id), 1)
    })

  test('visitors have no history', async ({ client }) => {
    for (const request of [client.get(MINE), client.post(CLEAR), client.delete(CLEAR)]) {
      const response = await request
      response.assertStatus(401)
    }
  })
})
