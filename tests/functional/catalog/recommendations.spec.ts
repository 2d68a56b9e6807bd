import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import { execute } from '#shared/rows'
import { insertRow, shelf, shelvedProduct, uniqueName } from '#tests/helpers/catalogue'
import { signedInShopper } from '#tests/helpers/shoppers'
import { sqlStatements } from '#tests/helpers/sql_statements'

const RECOMMENDED = '/api/catalog/products/recommendations/'
const related = (id: number | string) => `/api/catalog/products/${id}/related/`
const idsOf = (body: { id: number }[]) => body.map(({ id }) => id)

test.group('Recommendations and related products', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('popular is what sells, trending what is looked at, inactive is neither', async ({
    client,
    assert,
  }) => {
    const place = await shelf()
    const sold = await shelvedProduct(place, { sales_count: 900_001, view_count: 900_000 })
    const seen = await shelvedProduct(place, { sales_count: 900_000, view_count: 900_001 })
    await shelvedProduct(place, { sales_count: 999_999, view_count: 999_999, is_active: false })
    const first = async (query: object) => {
      const response = await client.get(RECOMMENDED).qs({ ...query, limit: 2 })
      response.assertStatus(200)
      return idsOf(response.body())
    }
    assert.deepEqual(await first({}), [sold, seen])
    assert.deepEqual(await first({ type: 'popular' }), [sold, seen])
    assert.deepEqual(await first({ type: 'anything' }), [sold, seen])
    assert.deepEqual(await first({ type: 'trending' }), [seen, sold])
  })

  test('of a category come what sells in it and below it, of an unknown one what sells at all', async ({
    client,
    assert,
  }) => {
    const [place, elsewhere] = [await shelf(), await shelf()]
    const itemId = await insertRow('categories', {
      ...{ name: uniqueName('品项'), level: 'item', parent_id: place.categoryId },
    })
    const own = await shelvedProduct(place, { sales_count: 3 })
    const below = await shelvedProduct({ ...place, categoryId: itemId }, { sales_count: 4 })
    const best = await shelvedProduct(elsewhere, { sales_count: 900_001 })
    const first = async (categoryId: unknown, limit = 1) => {
      const query = { type: 'category', category_id: categoryId, limit }
      const response = await client.get(RECOMMENDED).qs(query)
      return idsOf(response.body())
    }
    assert.deepEqual(await first(place.categoryId, 5), [below, own])
    assert.deepEqual(await first(999_999_999), [best])
    assert.deepEqual(await first('abc'), [best])
    assert.deepEqual(await first(undefined), [best])
    const empty = await shelf()
    assert.deepEqual(await first(empty.categoryId), [])
  })

  test('limit={limit} recommends {count}')
    .with([
      { limit: '1', count: 1 },
      { limit: '51', count: 50 },
      { limit: '0', count: 10 },
      { limit: '-5', count: 10 },
      { limit: 'many', count: 10 },
    ])
    .run(async ({ client, assert }, { limit, count }) => {
      const place = await shelf()
      const [first] = [await shelvedProduct(place)]
      for (let made = 0; made < 51; made++) await shelvedProduct(place)
      const recommended = await client.get(RECOMMENDED).qs({ limit })
      const others = await client.get(related(first)).qs({ limit })
      assert.lengthOf(recommended.body(), count)
      assert.lengthOf(others.body(), count)
    })

  test('related are the other active products of the same category, best selling first', async ({
    client,
    assert,
  }) => {
    const [place, elsewhere] = [await shelf(), await shelf()]
    const product = await shelvedProduct(place, { sales_count: 9 })
    const second = await shelvedProduct(place, { sales_count: 1 })
    const first = await shelvedProduct(place, { sales_count: 2 })
    await shelvedProduct(place, { sales_count: 5, is_active: false })
    await shelvedProduct(elsewhere, { sales_count: 7 })
    const response = await client.get(related(product))
    assert.deepEqual(idsOf(response.body()), [first, second])
    const alone = await shelvedProduct(await shelf())
    const none = await client.get(related(alone))
    assert.deepEqual(none.body(), [])
  })

  test('{id} has nothing related, it is not found')
    .with(['999999999', '0', '-1', 'abc', '99999999999999999999'].map((id) => ({ id })))
    .run(async ({ client, assert }, { id }) => {
      const response = await client.get(related(id))
      response.assertStatus(404)
      assert.equal(response.body().error_code, 'NOT_FOUND')
    })

  test('what is related to an inactive product only administrators learn', async ({ client }) => {
    const id = await shelvedProduct(await shelf(), { is_active: false })
    for (const [role, status] of [
      ['dealer', 404],
      ['support', 404],
      ['admin', 200],
    ] as const) {
      const { headers } = await signedInShopper({ role })
      const response = await client.get(related(id)).headers(headers)
      response.assertStatus(status)
    }
  })

  test('prices are those of the viewer', async ({ client, assert }) => {
    const place = await shelf()
    const id = await shelvedProduct(place)
    await shelvedProduct(place, { price: '100', dealer_price: '80', sales_count: 900_001 })
    const { headers } = await signedInShopper({ role: 'dealer' })
    for (const path of [RECOMMENDED, related(id)]) {
      const visitor = await client.get(path)
      assert.equal(visitor.body()[0].display_price, 100)
      assert.notProperty(visitor.body()[0], 'dealer_price')
      const dealer = await client.get(path).headers(headers)
      assert.equal(dealer.body()[0].display_price, 80)
    }
  })

  test('each takes one statement, whatever it shows', async ({ client, assert }) => {
    const place = await shelf()
    const id = await shelvedProduct(place)
    for (let made = 0; made < 3; made++) await shelvedProduct(place)
    await execute('update products set sales_count = 1 where id = ?', [id])
    for (const path of [
      `${RECOMMENDED}?limit=1`,
      `${RECOMMENDED}?limit=50`,
      `${RECOMMENDED}?type=category&category_id=${place.categoryId}`,
      `${related(id)}?limit=1`,
      `${related(id)}?limit=50`,
    ])
      assert.lengthOf(await sqlStatements(() => client.get(path)), 1)
  })
})
