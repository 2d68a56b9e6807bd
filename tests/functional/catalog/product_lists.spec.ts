import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import { rows } from '#shared/rows'
import { insertRow, shelf, shelvedProduct, uniqueName, type Shelf } from '#tests/helpers/catalogue'
import { signedInShopper } from '#tests/helpers/shoppers'
import { sqlStatements } from '#tests/helpers/sql_statements'

const LIST = '/api/catalog/products/'

/** Three products whose every order is another one. */
async function threeOn(place: Shelf) {
  const at = (day: string) => `2026-01-${day}T00:00:00+08:00`
  return {
    a: await shelvedProduct(place, {
      ...{ name: 'A', price: '300', sales_count: 5, view_count: 1, created_at: at('01') },
    }),
    b: await shelvedProduct(place, {
      ...{ name: 'B', price: '100', sales_count: 9, view_count: 2, created_at: at('02') },
    }),
    c: await shelvedProduct(place, {
      ...{ name: 'C', price: '200', sales_count: 5, view_count: 3, created_at: at('03') },
    }),
  }
}

const ids = (body: { results: { id: number }[] }) => body.results.map(({ id }) => id)

test.group('Product lists', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('sort_by={sort} shows {order}')
    .with([
      { sort: 'relevance', order: 'cba' },
      { sort: 'created', order: 'cba' },
      { sort: 'price_asc', order: 'bca' },
      { sort: 'price_desc', order: 'acb' },
      { sort: 'sales', order: 'bca' },
      { sort: 'views', order: 'cba' },
      { sort: 'name; drop table products', order: 'cba' },
    ])
    .run(async ({ client, assert }, { sort, order }) => {
      const place = await shelf()
      const made = await threeOn(place)
      const response = await client.get(LIST).qs({ brand: place.brand, sort_by: sort })
      response.assertStatus(200)
      assert.deepEqual(
        ids(response.body()),
        [...order].map((name) => made[name as 'a'])
      )
    })

  test('the lists of a category and a brand begin with what sells and is looked at', async ({
    client,
    assert,
  }) => {
    const place = await shelf()
    const { a, b, c } = await threeOn(place)
    const ofCategory = await client.get(`${LIST}by_category/`).qs({ category: place.category })
    const ofBrand = await client.get(`${LIST}by_brand/`).qs({ brand: place.brand })
    assert.deepEqual(ids(ofCategory.body()), [b, c, a])
    assert.deepEqual(ids(ofBrand.body()), [b, c, a])
  })

  test('categories of the same name are listed together, or one of them by its id', async ({
    client,
    assert,
  }) => {
    const [place, elsewhere] = [await shelf(), await shelf()]
    const twinId = await insertRow('categories', {
      ...{ name: place.category, level: 'item', parent_id: elsewhere.categoryId },
    })
    const here = await shelvedProduct(place)
    const there = await shelvedProduct({ ...place, categoryId: twinId })
    const query = { category: place.category.toUpperCase() }
    const both = await client.get(`${LIST}by_category/`).qs(query)
    const single = await client.get(`${LIST}by_category/`).qs({ ...query, category_id: twinId })
    assert.deepEqual(ids(both.body()), [there, here])
    assert.deepEqual(ids(single.body()), [there])
  })

  test('a category by its id brings what is below it, by its name only its own', async ({
    client,
    assert,
  }) => {
    const place = await shelf()
    const item = uniqueName('品项')
    const itemId = await insertRow('categories', {
      ...{ name: item, level: 'item', parent_id: place.categoryId },
    })
    const above = await shelvedProduct(place, { sales_count: 1 })
    const below = await shelvedProduct({ ...place, categoryId: itemId }, { sales_count: 2 })
    const [{ parent_id: majorId }] = await rows<{ parent_id: number }>(
      'select parent_id from categories where id = ?',
      [place.categoryId]
    )
    const shown = async (path: string, query: object) => {
      const response = await client.get(`${LIST}${path}`).qs(query)
      assert.equal(response.body().total, response.body().results.length)
      return ids(response.body())
    }
    for (const path of ['', 'by_category/']) {
      const both = path === '' ? { sort_by: 'sales' } : {}
      assert.deepEqual(await shown(path, { category_id: majorId, ...both }), [below, above])
      assert.deepEqual(await shown(path, { category_id: place.categoryId, ...both }), [
        below,
        above,
      ])
      assert.deepEqual(await shown(path, { category_id: itemId }), [below])
      assert.deepEqual(await shown(path, { category_id: 999_999_999 }), [])
    }
    assert.deepEqual(await shown('by_category/', { category: item }), [below])
    assert.deepEqual(
      await shown('by_category/', { category: place.category, category_id: place.categoryId }),
      [above]
    )
  })

  test('equal prices are ordered by id, newest first', async ({ client, assert }) => {
    const place = await shelf()
    const first = await shelvedProduct(place)
    const second = await shelvedProduct(place)
    for (const sort of ['price_asc', 'price_desc', 'sales', 'views', 'created']) {
      const response = await client.get(LIST).qs({ brand: place.brand, sort_by: sort })
      assert.deepEqual(ids(response.body()), [second, first])
    }
  })

  test('{filter} leaves {left}')
    .with([
      { filter: 'min_price=200', left: 'ac' },
      { filter: 'max_price=200.00', left: 'bc' },
      { filter: 'min_price=100.01&max_price=299.99', left: 'c' },
      { filter: 'min_price=abc&max_price=', left: 'abc' },
      { filter: 'show_in_gift_zone=true', left: '' },
      { filter: 'show_in_gift_zone=no', left: 'abc' },
      { filter: 'show_in_gift_zone=maybe', left: 'abc' },
      { filter: 'is_active=false', left: 'abc' },
      { filter: 'category=unknown', left: '' },
      { filter: 'unknown=1', left: 'abc' },
    ])
    .run(async ({ client, assert }, { filter, left }) => {
      const place = await shelf()
      const made = await threeOn(place)
      const response = await client.get(`${LIST}?brand=${place.brand.toUpperCase()}&${filter}`)
      response.assertStatus(200)
      const expected = [...left].map((name) => made[name as 'a'])
      assert.sameMembers(ids(response.body()), expected)
      assert.equal(response.body().total, expected.length)
    })

  test('pages neither repeat nor lose a product, and end with an empty one', async ({
    client,
    assert,
  }) => {
    const place = await shelf()
    for (let count = 0; count < 5; count++) await shelvedProduct(place)
    const page = async (number: number) => {
      const response = await client
        .get(LIST)
        .qs({ brand: place.brand, page: number, page_size: 2, sort_by: 'sales' })
      return response.body()
    }
    const [one, two, three, four] = [await page(1), await page(2), await page(3), await page(4)]
    assert.equal(new Set([one, two, three].flatMap(ids)).size, 5)
    assert.deepInclude(one, { total: 5, total_pages: 3, has_next: true, has_previous: false })
    assert.deepInclude(three, { total: 5, page: 3, has_next: false, has_previous: true })
    assert.deepInclude(four, { results: [], total: 5, page: 4, has_next: false })
    assert.match(one.next, /^http:\/\/.*\/api\/catalog\/products\/\?.*page=2/)
  })

  test('page={page} and page_size={size} show page {shown} of size {used}')
    .with([
      { page: '0', size: '0', shown: 1, used: 20 },
      { page: '-3', size: 'x', shown: 1, used: 20 },
      { page: '1.5', size: '1000', shown: 1, used: 100 },
      { page: '99999999999999999999', size: '1', shown: 1, used: 1 },
    ])
    .run(async ({ client, assert }, { page, size, shown, used }) => {
      const place = await shelf()
      for (let count = 0; count < 3; count++) await shelvedProduct(place)
      const response = await client.get(LIST).qs({ brand: place.brand, page, page_size: size })
      response.assertStatus(200)
      assert.equal(response.body().page, shown)
      assert.equal(response.body().total_pages, Math.ceil(3 / used))
    })

  test('an empty list is page 1 of 1', async ({ client, assert }) => {
    const response = await client.get(`${LIST}by_category/`).qs({ category: '没有这个分类' })
    assert.deepInclude(response.body(), {
      ...{ results: [], total: 0, page: 1, total_pages: 1, has_next: false, has_previous: false },
    })
  })

  test('only administrators find inactive products', async ({ client, assert }) => {
    const place = await shelf()
    const shown = await shelvedProduct(place)
    const hidden = await shelvedProduct(place, { is_active: false })
    const seen = async (role: 'individual' | 'dealer' | 'support' | 'admin', query: object) => {
      const { headers } = await signedInShopper({ role })
      const response = await client
        .get(LIST)
        .headers(headers)
        .qs({ brand: place.brand, ...query })
      return ids(response.body())
    }
    for (const role of ['individual', 'dealer', 'support'] as const)
      assert.deepEqual(await seen(role, { is_active: false }), [shown])
    assert.deepEqual(await seen('admin', {}), [hidden, shown])
    assert.deepEqual(await seen('admin', { is_active: false }), [hidden])
    assert.deepEqual(await seen('admin', { is_active: 'true' }), [shown])
  })

  test('a token that is not valid is refused, none is welcome', async ({ client }) => {
    for (const path of [
      LIST,
      `${LIST}by_brand/`,
      '/api/catalog/categories/',
      '/api/catalog/brands/',
    ]) {
      const refused = await client.get(path).header('authorization', 'Bearer null')
      refused.assertStatus(401)
      const welcome = await client.get(path)
      welcome.assertStatus(200)
    }
  })

  test('a list takes one statement, and one more to know who asks', async ({ client, assert }) => {
    const place = await shelf()
    await threeOn(place)
    const { headers } = await signedInShopper({ role: 'dealer' })
    const anonymous = await sqlStatements(() => client.get(LIST).qs({ brand: place.brand }))
    const dealer = await sqlStatements(() => client.get(LIST).headers(headers))
    assert.lengthOf(anonymous, 1)
    assert.lengthOf(dealer, 2)
  })
})
