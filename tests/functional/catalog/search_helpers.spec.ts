import type { ApiClient } from '@japa/api-client'
import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import { logSearch } from '#catalog/actions/log_search'
import { forgetFigures } from '#shared/recall'
import { execute, rows } from '#shared/rows'
import { shelf, shelvedProduct } from '#tests/helpers/catalogue'
import { signedInShopper } from '#tests/helpers/shoppers'
import { sqlStatements } from '#tests/helpers/sql_statements'

const SUGGESTIONS = '/api/catalog/products/search_suggestions/'
const HOT = '/api/catalog/products/hot_keywords/'
const HOT_TOO = '/api/catalog/search-logs/hot_keywords/'

/** Several people look for it, each once from an address of their own. */
async function searched(keyword: string, people: number, from = '198.51.100') {
  for (let person = 1; person <= people; person++)
    await logSearch(keyword, { userId: null, address: `${from}.${person}` })
}

const daysAgo = (keyword: string, days: number) =>
  execute(
    'update search_logs set created_at = now() - make_interval(days => ?) where keyword = ?',
    [...[days, keyword]]
  )

test.group('Hot keywords', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(async () => {
    await execute('delete from search_logs')
    forgetFigures()
    return () => forgetFigures()
  })

  test('a keyword is public when three different people looked for it', async ({
    client,
    assert,
  }) => {
    await searched('三人', 3)
    await searched('两人', 2)
    for (let again = 0; again < 9; again++) await searched('一人', 1)
    const { user } = await signedInShopper()
    for (let again = 0; again < 5; again++)
      await logSearch('两人加一人', { userId: user.id, address: '203.0.113.9' })
    await searched('两人加一人', 2)
    for (const path of [HOT, HOT_TOO]) {
      const response = await client.get(path)
      assert.deepEqual(response.body(), {
        hot_keywords: [
          { keyword: '两人加一人', count: 7 },
          { keyword: '三人', count: 3 },
        ],
      })
    }
  })

  test('spellings are one keyword, shown as it was typed last', async ({ client, assert }) => {
    await searched('ＢＣＤ', 2)
    await searched('bcd', 1, '203.0.113')
    await execute(
      `update search_logs set created_at = now() - interval '1 hour' where keyword <> 'bcd'`
    )
    const response = await client.get(HOT)
    assert.deepEqual(response.body().hot_keywords, [{ keyword: 'bcd', count: 3 }])
  })

  test('days={days} looks back {found}')
    .with([
      { days: undefined, found: ['今天', '六天前'] },
      { days: '1', found: ['今天'] },
      { days: '0', found: ['今天', '六天前'] },
      { days: 'x', found: ['今天', '六天前'] },
      { days: '999', found: ['今天', '六天前', '廿九天前'] },
    ])
    .run(async ({ client, assert }, { days, found }) => {
      for (const [keyword, ago] of [
        ['今天', 0],
        ['六天前', 6],
        ['廿九天前', 29],
        ['卅一天前', 31],
      ] as const) {
        await searched(keyword, 3)
        await daysAgo(keyword, ago)
      }
      const response = await client.get(HOT).qs(days === undefined ? {} : { days })
      const keywords = response.body().hot_keywords.map((hot: { keyword: string }) => hot.keyword)
      assert.sameMembers(keywords, found)
    })

  test('limit cuts the list and the figures are read once a minute', async ({ client, assert }) => {
    for (const keyword of ['甲', '乙', '丙']) await searched(keyword, 3)
    await searched('乙', 1, '203.0.113')
    const statements = await sqlStatements(async () => {
      const one = await client.get(HOT).qs({ limit: 1 })
      assert.deepEqual(one.body().hot_keywords, [{ keyword: '乙', count: 4 }])
      const all = await client.get(HOT_TOO).qs({ limit: 'x' })
      assert.lengthOf(all.body().hot_keywords, 3)
    })
    assert.lengthOf(statements, 1)
  })

  test('nobody can tell from the log where a search came from', async ({ assert }) => {
    await logSearch('冰箱', { userId: null, address: '198.51.100.7' })
    await logSearch('冰箱', { userId: null, address: '198.51.100.7' })
    await logSearch('冰箱', { userId: null, address: '2001:db8:1:2::7' })
    await logSearch('冰箱', { userId: null, address: '2001:db8:1:2::8' })
    const found = await rows<Record<string, unknown>>('select * from search_logs')
    assert.notMatch(JSON.stringify(found), /198\.51|2001:db8/)
    const visitors = found.map(({ visitor }) => visitor)
    assert.equal(new Set(visitors).size, 2)
    for (const visitor of visitors) assert.match(String(visitor), /^[\w-]{22}$/)
  })
})

test.group('Search suggestions', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(async () => {
    await execute('delete from search_logs')
    forgetFigures()
    return () => forgetFigures()
  })

  const suggested = async (client: ApiClient, query: object) => {
    const response = await client.get(SUGGESTIONS).qs(query)
    response.assertStatus(200)
    return response.body().suggestions
  }

  test('they are names of active products and hot keywords that begin so, sorted', async ({
    client,
    assert,
  }) => {
    const place = await shelf()
    await shelvedProduct(place, { name: '星朗 冰箱 B' })
    await shelvedProduct(place, { name: '星朗 冰箱 A' })
    await shelvedProduct(place, { name: '星朗 冰箱 A' })
    await shelvedProduct(place, { name: '星朗 冰箱 C', is_active: false })
    await shelvedProduct(place, { name: '大星朗' })
    await searched('星朗洗衣机', 3)
    await searched('星朗 冰箱 A', 3)
    await searched('星朗的秘密', 2)
    assert.deepEqual(await suggested(client, { prefix: ' 星朗 ' }), [
      ...['星朗 冰箱 A', '星朗 冰箱 B', '星朗洗衣机'],
    ])
    assert.deepEqual(await suggested(client, { prefix: '星朗冰箱' }), [
      '星朗 冰箱 A',
      '星朗 冰箱 B',
    ])
    assert.deepEqual(await suggested(client, { prefix: '星朗', limit: 1 }), ['星朗 冰箱 A'])
  })

  test('a prefix {prefix} suggests nothing')
    .with([{ prefix: '' }, { prefix: '   ' }, { prefix: '%' }, { prefix: '没有这样的' }])
    .run(async ({ client, assert }, { prefix }) => {
      await shelvedProduct(await shelf(), { name: '星朗 冰箱' })
      assert.deepEqual(await suggested(client, { prefix }), [])
      assert.deepEqual(await suggested(client, {}), [])
    })

  test('limit={limit} suggests {count}')
    .with([
      { limit: '3', count: 3 },
      { limit: '99', count: 20 },
      { limit: 'x', count: 10 },
      { limit: '0', count: 10 },
    ])
    .run(async ({ client, assert }, { limit, count }) => {
      const place = await shelf()
      for (let made = 0; made < 21; made++) await shelvedProduct(place, { name: `星朗 ${made}` })
      assert.lengthOf(await suggested(client, { prefix: '星朗', limit }), count)
    })

  test('names take one statement, hot keywords come from memory', async ({ client, assert }) => {
    await suggested(client, { prefix: '星朗' })
    const statements = await sqlStatements(() => client.get(SUGGESTIONS).qs({ prefix: '星朗' }))
    assert.lengthOf(statements, 1)
  })
})
