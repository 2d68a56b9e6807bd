import { test } from '@japa/runner'
import { discountFor, insertRow, shelvedProduct, uniqueName } from '#tests/helpers/catalogue'
import { dataOf, fieldOf } from './client.js'
import { productFor } from './objects/catalogue.js'
import { fivePercentOff, onStage, shelves, walker } from './stage.js'
import {
  count,
  filledText,
  id,
  instant,
  list,
  moneyN,
  mustBe,
  object,
  oneOf,
  pieces,
} from './shapes.js'

/** So many minutes ago somebody looked for something. */
function searched(keyword: string, userId: number, minutesAgo: number): Promise<number> {
  return insertRow('search_logs', {
    ...{ keyword, normalized: keyword.toLowerCase(), user_id: userId },
    created_at: new Date(Date.now() - minutesAgo * 60_000),
  })
}

test.group('Helpers of search, which no screen calls', (group) => {
  onStage(group)

  test('suggestions begin with the prefix, each once, in order, as many as asked for', async ({
    assert,
  }) => {
    const place = await shelves()
    const prefix = uniqueName('滚筒')
    for (const end of ['乙', '甲', '甲', '丙'])
      await shelvedProduct(place, { name: `${prefix}${end}` })
    await shelvedProduct(place, { name: `${prefix}停产`, is_active: false })
    const { app } = await walker('visitor')
    const path = '/catalog/products/search_suggestions/'
    const { data } = await app.get(path, { prefix, limit: 10 }, 'opt')
    mustBe(object({ suggestions: list(filledText) }), data)
    assert.sameMembers(data.suggestions, [`${prefix}丙`, `${prefix}乙`, `${prefix}甲`])
    const two = await app.get(path, { prefix, limit: 2 }, 'opt')
    assert.deepEqual(two.data.suggestions, data.suggestions.slice(0, 2))
    for (const blank of ['', '  ', undefined])
      assert.deepEqual(await dataOf(app.get(path, { prefix: blank }, 'opt')), { suggestions: [] })
  })

  test('hot keywords are the same under both addresses, the hottest first', async ({ assert }) => {
    const word = uniqueName('空调')
    for (let person = 0; person < 3; person++) {
      const { userId } = await walker()
      await searched(word, userId, 1)
    }
    const { app } = await walker('visitor')
    const query = { limit: 50, days: 7 }
    const first = await app.get('/catalog/products/hot_keywords/', query, 'opt')
    mustBe(
      object({ hot_keywords: list(object({ keyword: filledText, count: pieces })) }),
      first.data
    )
    const counts = first.data.hot_keywords.map(({ count: times }: { count: number }) => times)
    assert.deepEqual(
      counts,
      counts.toSorted((a: number, b: number) => b - a)
    )
    const second = await app.get('/catalog/search-logs/hot_keywords/', query, 'opt')
    assert.deepEqual(second.data, first.data)
  })

  test('one’s own history, latest first, and cleared by keyword and whole', async ({ assert }) => {
    const { app, userId } = await walker()
    const other = await walker()
    await searched('Haier', userId, 30)
    await searched('冰箱', userId, 20)
    await searched('haier', userId, 10)
    await searched('别人', other.userId, 1)
    const path = '/catalog/search-logs/my_history/'
    const { data } = await app.get(path)
    const line = object({ keyword: filledText, last_searched_at: instant, count: pieces })
    mustBe(object({ results: list(line), total: count }), data)
    const last = (rows: { keyword: string }[]) => rows.map(({ keyword }) => keyword.toLowerCase())
    assert.deepEqual(last(data.results), ['haier', '冰箱'])
    assert.equal(data.total, 2)
    assert.lengthOf(await fieldOf(app.get(path, { limit: 1 }), 'results'), 1)

    const { data: raw } = await app.get(path, { distinct: false, limit: 20 })
    const entry = object({
      ...{ id, keyword: filledText, user_id: id, username: filledText, created_at: instant },
    })
    mustBe(object({ results: list(entry), total: count }), raw)
    assert.deepEqual(last(raw.results), ['haier', '冰箱', 'haier'])
    assert.equal(raw.results[0].user_id, userId)

    const clear = '/catalog/search-logs/clear_history/'
    assert.deepEqual(await dataOf(app.post(clear, { keyword: 'HAIER' })), { cleared: 2 })
    const keyword = encodeURIComponent('没有')
    assert.deepEqual(await dataOf(app.delete(`${clear}?keyword=${keyword}`)), { cleared: 0 })
    assert.deepEqual(await dataOf(app.delete(clear)), { cleared: 1 })
    assert.deepEqual(await dataOf(app.post(clear)), { cleared: 0 })
    assert.equal(await fieldOf(other.app.get(path), 'total'), 1)
  })
})

test.group('Helpers of prices, which no screen calls', (group) => {
  onStage(group)

  test('products with the prices of the one who asks, and the rules behind them', async ({
    assert,
  }) => {
    const place = await shelves()
    const percent = await shelvedProduct(place, { price: '3788.53' })
    const amount = await shelvedProduct(place, { price: '100.00' })
    const without = await shelvedProduct(place, { price: '50.00' })
    const off = await shelvedProduct(place, { is_active: false })
    const { app, userId } = await walker()
    const percentRule = await fivePercentOff(userId, percent)
    const amountRule = await discountFor(userId, amount, { amount: '10.50' })
    const ids = [percent, amount, without, off, 999_999_999].join(',')

    const { data } = await app.get('/catalog/products/with_discounts/', { product_ids: ids })
    mustBe(list(productFor('individual')), data)
    const prices = data.map((product: any) => [product.id, product.discounted_price])
    assert.sameDeepMembers(prices, [
      [percent, 3599.1],
      [amount, 89.5],
      [without, 50],
    ])

    const rules = await app.get('/discounts/query_user_products/', { product_ids: ids })
    const rule = object({
      ...{ amount: moneyN, discount_id: id, discount_type: oneOf('amount', 'percent') },
      discount_value: moneyN,
    })
    mustBe(object({ [percent]: rule, [amount]: rule }), rules.data)
    assert.deepEqual(rules.data, {
      [percent]: {
        ...{ amount: 189.43, discount_id: percentRule },
        ...{ discount_type: 'percent', discount_value: 9.5 },
      },
      [amount]: {
        ...{ amount: 10.5, discount_id: amountRule },
        ...{ discount_type: 'amount', discount_value: 10.5 },
      },
    })
  })

  test('no ids, and ids that are none, find nothing: {$self}')
    .with(['', 'a,b', ',', '0,-1,1.5'])
    .run(async ({ assert }, ids) => {
      const { app } = await walker()
      const query = { product_ids: ids }
      assert.deepEqual(await dataOf(app.get('/catalog/products/with_discounts/', query)), [])
      assert.deepEqual(await dataOf(app.get('/discounts/query_user_products/', query)), {})
    })
})
