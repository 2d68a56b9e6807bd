import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import { indexProduct } from '#catalog/actions/index_product'
import { rows } from '#shared/rows'
import { shelf, shelvedProduct, uniqueName } from '#tests/helpers/catalogue'
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
    await indexProduct({ id, name: '新招牌', description: '' })
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
