import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import { indexProducts } from '#catalog/actions/index_products'
import { execute, rows } from '#shared/rows'
import { shelf, shelvedProduct, skuOf, uniqueName } from '#tests/helpers/catalogue'
import { signedInShopper } from '#tests/helpers/shoppers'

const LIST = '/api/catalog/products/'

const logged = (keyword: string) =>
  rows<{ user_id: number | null; normalized: string }>(
    'select user_id, normalized from search_logs where keyword = ?',
    [keyword]
  )

test.group('Product search', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('"{keyword}" finds: {found}')
    .with([
      { keyword: '冰箱', found: true },
      { keyword: ' 海尔冰箱 ', found: true },
      { keyword: '箱', found: true },
      { keyword: 'bcd500', found: true },
      { keyword: '500w', found: true },
      { keyword: 'WGHT', found: true },
      { keyword: 'ＢＣＤ', found: true },
      { keyword: '一级能效', found: true },
      { keyword: '海箱', found: false },
      { keyword: '洗衣机', found: false },
      { keyword: '%', found: false },
      { keyword: '_', found: false },
      { keyword: "'; drop table products --", found: false },
    ])
    .run(async ({ client, assert }, { keyword, found }) => {
      const place = await shelf()
      await shelvedProduct(place, {
        ...{ name: '海尔 冰箱 BCD-500WGHTD79S5U1', description: '风冷无霜，一级能效。' },
      })
      const response = await client.get(LIST).qs({ brand: place.brand, search: keyword })
      response.assertStatus(200)
      assert.equal(response.body().total, found ? 1 : 0)
    })

  test('"{keyword}" finds a product by {what}: {found}')
    .with([
      { keyword: '冰箱 500', what: 'all words in any order', found: true },
      {
        keyword: '一级能效 冰箱',
        what: 'a word of the name and one of the description',
        found: true,
      },
      { keyword: '冰箱 洗衣机', what: 'some of the words', found: false },
      { keyword: 'KX-91/B', what: 'its model', found: true },
      { keyword: 'hc0077', what: 'its code', found: true },
      { keyword: 'sku－grey', what: 'the code of a SKU', found: true },
      { keyword: '曜石黑 冰箱', what: 'a specification of a SKU', found: true },
      { keyword: '大号', what: 'the name of a SKU', found: true },
      { keyword: '星朗', what: 'the beginning of its brand', found: true },
      { keyword: '星朗特 冰箱', what: 'brand and name', found: true },
      { keyword: '星朗特冰箱', what: 'brand and name without a blank', found: true },
      { keyword: '冰箱星朗特 洗衣机', what: 'a brand and a word that it has not', found: false },
      { keyword: '500升KX', what: 'a word across two texts', found: false },
    ])
    .run(async ({ client, assert }, { keyword, found }) => {
      const place = await shelf()
      await execute('update brands set name = ? where id = ?', ['星朗特', place.brandId])
      const id = await shelvedProduct(place, {
        ...{ name: '风冷冰箱 500升', description: '一级能效。', product_model: 'KX-91/B' },
        ...{ source: 'haier', product_code: 'HC0077' },
      })
      await skuOf(id, { sku_code: 'SKU-GREY', name: '大号', specs: '{"颜色":"曜石黑"}' })
      await indexProducts([id])
      const query = { category_id: place.categoryId, search: keyword }
      const response = await client.get(LIST).qs(query)
      assert.equal(response.body().total, found ? 1 : 0)
    })

  test('a brand is found by the Latin name that it is known by', async ({ client, assert }) => {
    const place = await shelf()
    await execute('update brands set name = ? where id = ?', ['卡萨帝', place.brandId])
    const id = await shelvedProduct(place, { name: '十字门冰箱' })
    for (const search of ['casarte', 'CASA', 'Casarte 冰箱', 'casarte冰箱']) {
      const response = await client.get(LIST).qs({ category_id: place.categoryId, search })
      assert.deepEqual(
        response.body().results.map((product: { id: number }) => product.id),
        [id]
      )
    }
  })

  test('the whole keyword comes first, then all words, then brand and model, then the rest', async ({
    client,
    assert,
  }) => {
    const place = await shelf()
    await execute('update brands set name = ? where id = ?', ['星朗特', place.brandId])
    const described = await shelvedProduct(place, {
      ...{ name: '冰箱', description: '变频', sales_count: 900 },
    })
    const byModel = await shelvedProduct(place, {
      ...{ name: '冰箱', product_model: '变频-1', sales_count: 800 },
    })
    const words = await shelvedProduct(place, { name: '变频风冷冰箱', sales_count: 1 })
    const phrase = await shelvedProduct(place, { name: '风冷 变频 冰箱', sales_count: 0 })
    const response = await client
      .get(LIST)
      .qs({ category_id: place.categoryId, search: '变频 冰箱' })
    assert.deepEqual(
      response.body().results.map(({ id }: { id: number }) => id),
      [phrase, words, byModel, described]
    )
  })

  test('what a search filters and orders by follows the product', async ({ client, assert }) => {
    const place = await shelf()
    const elsewhere = await shelf()
    const id = await shelvedProduct(place, { name: '跟随冰箱', price: '100' })
    const other = await shelvedProduct(place, { name: '跟随冰箱', price: '200', sales_count: 5 })
    const find = async (query: object) => {
      const response = await client.get(LIST).qs({ search: '跟随冰箱', ...query })
      return response.body().results.map((product: { id: number }) => product.id)
    }
    assert.deepEqual(await find({ brand: place.brand }), [other, id])
    await execute(
      `update products set sales_count = 9, view_count = 9, price = 300, show_in_gift_zone = true,
         show_in_designer_zone = true, created_at = now() + interval '1 hour' where id = ?`,
      [id]
    )
    assert.deepEqual(await find({}), [id, other])
    for (const sort of ['sales', 'views', 'price_desc', 'created'])
      assert.deepEqual(await find({ sort_by: sort }), [id, other])
    assert.deepEqual(await find({ min_price: 250 }), [id])
    assert.deepEqual(await find({ show_in_gift_zone: true }), [id])
    assert.deepEqual(await find({ show_in_designer_zone: true }), [id])
    await execute('update products set brand_id = ?, category_id = ? where id = ?', [
      ...[elsewhere.brandId, elsewhere.categoryId, id],
    ])
    assert.deepEqual(await find({ brand: elsewhere.brand }), [id])
    assert.deepEqual(await find({ category: elsewhere.category }), [id])
    assert.deepEqual(await find({ category_id: place.categoryId }), [other])
    await execute('update products set is_active = false where id = ?', [id])
    assert.deepEqual(await find({}), [other])
    const admin = await signedInShopper({ role: 'admin' })
    const seen = await client
      .get(LIST)
      .headers(admin.headers)
      .qs({ search: '跟随冰箱', is_active: false })
    assert.equal(seen.body().total, 1)
  })

  test('a renamed brand is found by its new name without anything else', async ({
    client,
    assert,
  }) => {
    const place = await shelf()
    await shelvedProduct(place, { name: '无牌名冰箱' })
    const total = async (search: string) => {
      const response = await client.get(LIST).qs({ category_id: place.categoryId, search })
      return response.body().total
    }
    assert.equal(await total(place.brand), 1)
    await execute('update brands set name = ? where id = ?', ['星朗特', place.brandId])
    assert.equal(await total(place.brand), 0)
    assert.equal(await total('星朗特'), 1)
  })

  test('names come before descriptions, then what sells', async ({ client, assert }) => {
    const place = await shelf()
    const described = await shelvedProduct(place, {
      ...{ name: '套餐', description: '送水壶', sales_count: 900 },
    })
    const named = await shelvedProduct(place, { name: '水壶', sales_count: 1 })
    const sold = await shelvedProduct(place, { name: '电水壶', sales_count: 2 })
    const find = async (sort: string) => {
      const query = { brand: place.brand, search: '水壶', sort_by: sort }
      const response = await client.get(LIST).qs(query)
      return response.body().results.map(({ id }: { id: number }) => id)
    }
    assert.deepEqual(await find('relevance'), [sold, named, described])
    assert.deepEqual(await find('sales'), [described, sold, named])
  })

  test('a keyword of signs is looked for as it is', async ({ client, assert }) => {
    const place = await shelf()
    await shelvedProduct(place, { name: '五折 50% 起' })
    await shelvedProduct(place, { name: '普通商品' })
    const response = await client.get(LIST).qs({ brand: place.brand, search: '%' })
    assert.equal(response.body().total, 1)
  })

  test('a changed name is found by its new words only', async ({ client, assert }) => {
    const place = await shelf()
    const id = await shelvedProduct(place, { name: '旧名字' })
    await execute('update products set name = ? where id = ?', ['新招牌', id])
    await indexProducts([id])
    const total = async (search: string) => {
      const response = await client.get(LIST).qs({ brand: place.brand, search })
      return response.body().total
    }
    assert.equal(await total('旧名字'), 0)
    assert.equal(await total('新招牌'), 1)
  })

  test('the first page of a search is logged, others and those of staff are not', async ({
    client,
    assert,
  }) => {
    const keyword = uniqueName('ＡＢＣ')
    const { user, headers } = await signedInShopper()
    const support = await signedInShopper({ role: 'support' })
    await client.get(LIST).qs({ search: keyword })
    await client.get(LIST).qs({ search: keyword, page: 2 })
    await client.get(LIST).qs({ search: keyword }).headers(headers)
    await client.get(LIST).qs({ search: keyword }).headers(support.headers)
    await client.get(LIST).qs({ search: '   ' })
    const found = await logged(keyword)
    assert.sameDeepMembers(found, [
      { user_id: null, normalized: keyword.normalize('NFKC').toLowerCase() },
      { user_id: user.id, normalized: keyword.normalize('NFKC').toLowerCase() },
    ])
  })

  test('of a keyword only the first 200 characters count', async ({ client, assert }) => {
    const keyword = uniqueName('长').padEnd(200, '冰')
    const place = await shelf()
    await shelvedProduct(place, { name: '长名', description: keyword })
    const response = await client.get(LIST).qs({ search: `${keyword}箱箱箱` })
    assert.equal(response.body().total, 1)
    assert.lengthOf(await logged(keyword), 1)
  })
})
