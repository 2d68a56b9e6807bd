import { test } from '@japa/runner'
import { shelvedProduct } from '#tests/helpers/catalogue'
import { refusalOf } from './client.js'
import { AUDIENCES, brand, category, productFor } from './objects/catalogue.js'
import { idsOf, fridge, onStage, shelves, walker } from './stage.js'
import { mustBe, page } from './shapes.js'

test.group('Screen: category tab and lists of products', (group) => {
  onStage(group)

  test('a major, its minors with their items, and the items of a minor', async ({ assert }) => {
    const place = await shelves()
    const { app } = await walker('visitor')
    const majors = await app.fetchAll('/catalog/categories/', { level: 'major' }, 'anon')
    const { id: majorId } = majors.find(({ name }) => name === place.category)

    const minors = await app.fetchAll('/catalog/categories/', { parent_id: majorId }, 'anon')
    for (const minor of minors) mustBe(category, minor)
    assert.deepEqual(idsOf(minors), [place.categoryId])
    const [minor] = minors
    assert.deepInclude(minor, { level: 'minor', parent_id: majorId, logo: '' })
    assert.deepEqual(idsOf(minor.children), place.itemIds)
    assert.equal(minor.children[0].logo, `${app.site}/media/images/cat/cross.png`)

    const items = await app.fetchAll('/catalog/categories/', { parent_id: minor.id }, 'anon')
    assert.deepEqual(idsOf(items), place.itemIds)
    assert.deepEqual(items[0].children, [])
    const alone = await app.get(`/catalog/categories/${minor.id}/`, {}, 'anon')
    assert.deepEqual(alone.data, minor)
  })

  test('categories and brands are found by a part of their names', async ({ assert }) => {
    const place = await shelves()
    const { app } = await walker('visitor')
    const level = 'nonsense'
    const part = place.category.slice(1)
    const found = await app.get('/catalog/categories/', { search: part, level }, 'anon')
    mustBe(page(category), found.data)
    assert.equal(found.data.total, 2, 'the major and the minor of that name')
    const brands = await app.get('/catalog/brands/', { search: place.brand.slice(2) }, 'anon')
    mustBe(page(brand), brands.data)
    assert.deepEqual(idsOf(brands.data.results), [place.brandId])
  })

  test('the products of a category, page by page, as a {$self} sees them')
    .with(AUDIENCES)
    .run(async ({ assert }, audience) => {
      const place = await shelves()
      const onTop = await fridge(place, { sales_count: 9 })
      const others = [
        await shelvedProduct(place, { view_count: 2 }),
        await shelvedProduct(place),
        await shelvedProduct(place),
      ]
      await shelvedProduct({ ...place, categoryId: place.itemIds[0] })
      const { app } = await walker(audience)
      const query = { category: place.category, sort_by: 'relevance', page_size: 2 }
      const seen: number[] = []
      for (let number = 1; number <= 2; number++) {
        const { data } = await app.get(
          '/catalog/products/by_category/',
          { ...query, page: number },
          'opt'
        )
        mustBe(page(productFor(audience)), data)
        assert.deepInclude(data, { total: 4, total_pages: 2, page: number, has_next: number < 2 })
        seen.push(...idsOf(data.results))
      }
      assert.deepEqual(seen, [onTop.id, others[0], others[2], others[1]])
      const beyond = await app.get('/catalog/products/by_category/', { ...query, page: 3 }, 'opt')
      mustBe(page(productFor(audience)), beyond.data)
      assert.deepInclude(beyond.data, { total: 4, has_next: false })
      assert.deepEqual(beyond.data.results, [])
    })

  test('sorted {sort_by}')
    .with([
      { sort_by: 'price_asc', expected: [0, 1, 2] },
      { sort_by: 'price_desc', expected: [2, 1, 0] },
      { sort_by: 'sales', expected: [1, 2, 0] },
      { sort_by: 'created', expected: [2, 1, 0] },
      { sort_by: 'nonsense', expected: [1, 2, 0] },
    ])
    .run(async ({ assert }, { sort_by: sortBy, expected }) => {
      const place = await shelves()
      const ids = [
        await shelvedProduct(place, { price: '100.00', sales_count: 1 }),
        await shelvedProduct(place, { price: '200.00', sales_count: 3 }),
        await shelvedProduct(place, { price: '300.00', sales_count: 2 }),
      ]
      const { app } = await walker('visitor')
      const wanted = expected.map((index) => ids[index])
      const filters = [
        { path: 'by_category', filter: { category: place.category } },
        { path: 'by_brand', filter: { brand: place.brand } },
      ]
      for (const { path, filter } of filters) {
        const query = { ...filter, sort_by: sortBy, page: 1, page_size: 20 }
        const { data } = await app.get(`/catalog/products/${path}/`, query, 'opt')
        assert.deepEqual(idsOf(data.results), wanted, path)
      }
    })

  test('an unknown name is an empty page, whatever the sizes asked for', async ({ assert }) => {
    const { app } = await walker('visitor')
    for (const sizes of [{}, { page: 0, page_size: 0 }, { page: 'x', page_size: 'viel' }])
      for (const path of ['by_category', 'by_brand']) {
        const query = { category: '没有这个分类', brand: '没有这个品牌', ...sizes }
        const { data } = await app.get(`/catalog/products/${path}/`, query, 'opt')
        mustBe(page(productFor('visitor')), data)
        assert.deepInclude(data, { total: 0, page: 1, has_next: false })
      }
  })
})

test.group('Screen: brand list and brand', (group) => {
  onStage(group)

  test('every brand, then the products of one, as a {$self} sees them')
    .with(AUDIENCES)
    .run(async ({ assert }, audience) => {
      const place = await shelves()
      const { id } = await fridge(place)
      const { app } = await walker(audience)
      const brands = await app.fetchAll('/catalog/brands/', {}, 'anon')
      for (const one of brands) mustBe(brand, one)
      const mine = brands.find((one) => one.id === place.brandId)
      const alone = await app.get(`/catalog/brands/${mine.id}/`, {}, 'anon')
      assert.deepEqual(alone.data, mine)
      const query = { brand: mine.name, sort_by: 'sales', page: 1, page_size: 20 }
      const { data } = await app.get('/catalog/products/by_brand/', query, 'opt')
      mustBe(page(productFor(audience)), data)
      assert.deepEqual(idsOf(data.results), [id])
      assert.equal(data.results[0].brand, mine.name)
    })

  test('a page may be as large as a hundred and no larger', async ({ assert }) => {
    const place = await shelves()
    for (let made = 0; made < 101; made++) await shelvedProduct(place)
    const { app } = await walker('visitor')
    const query = { brand: place.brand, page_size: 500 }
    const { data } = await app.get('/catalog/products/by_brand/', query, 'opt')
    assert.lengthOf(data.results, 100)
    assert.deepInclude(data, { total: 101, total_pages: 2, has_next: true })
    const everything = await app.fetchAll('/catalog/products/by_brand/', query, 'opt')
    assert.lengthOf(new Set(idsOf(everything)), 101)
  })

  test('what is not there is a sentence with 404', async ({ assert }) => {
    const { app } = await walker('visitor')
    for (const path of ['/catalog/brands/999999999/', '/catalog/categories/999999999/']) {
      const refused = await refusalOf(app.get(path, {}, 'anon'))
      assert.equal(refused.statusCode, 404)
    }
  })
})
