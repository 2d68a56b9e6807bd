import { test } from '@japa/runner'
import { shelvedProduct, skuOf } from '#tests/helpers/catalogue'
import { productOnSale } from '#tests/helpers/purchase'
import { refusalOf } from './client.js'
import { AUDIENCES, productFor } from './objects/catalogue.js'
import { cart } from './objects/purchase.js'
import { idsOf, fivePercentOff, fridge, haierFreezer, onStage, shelves, walker } from './stage.js'
import { list, mustBe, page } from './shapes.js'

test.group('Screen: product detail', (group) => {
  onStage(group)

  test('the product, its neighbours, then into the cart, as a {$self}')
    .with(AUDIENCES)
    .run(async ({ assert }, audience) => {
      const place = await shelves()
      const { id, greyId } = await fridge(place)
      const neighbour = await shelvedProduct(place, { sales_count: 3 })
      const { app, userId } = await walker(audience)
      const { data: product } = await app.get(`/catalog/products/${id}/`, {}, 'opt')
      mustBe(productFor(audience), product)
      assert.equal(product.id, id)

      const query = { category: product.category, page: 1, page_size: 20 }
      const { data: same } = await app.get('/catalog/products/by_category/', query, 'opt')
      mustBe(page(productFor(audience)), same)
      assert.deepEqual(idsOf(same.results), [neighbour, id])

      const { data: popular } = await app.get('/catalog/products/recommendations/', {}, 'opt')
      mustBe(list(productFor(audience)), popular)
      assert.isAtMost(popular.length, 10)
      const { data: related } = await app.get(`/catalog/products/${id}/related/`, {}, 'opt')
      mustBe(list(productFor(audience)), related)
      assert.deepEqual(idsOf(related), [neighbour])

      const line = { product_id: id, quantity: 1, sku_id: greyId }
      if (audience === 'visitor') {
        const refused = await refusalOf(app.post('/cart/add_item/', line))
        assert.equal(refused.statusCode, 401)
        return
      }
      const added = await app.post('/cart/add_item/', line)
      assert.equal(added.status, 201)
      mustBe(cart(audience), added.data)
      assert.equal(added.data.user, userId)
      assert.deepInclude(added.data.items[0], { product_id: id, sku_id: greyId, quantity: 1 })
    })

  test('the SKU is found by the values that were chosen', async ({ assert }) => {
    const { id, greyId, whiteId } = await fridge(await shelves())
    const { app } = await walker('visitor')
    const { data: product, text } = await app.get(`/catalog/products/${id}/`, {}, 'opt')
    assert.deepEqual(product.spec_options, { 颜色: ['星空灰', '珍珠白'] })
    assert.deepEqual(idsOf(product.skus), [greyId, whiteId])
    for (const [key, values] of Object.entries<string[]>(product.spec_options))
      for (const value of values)
        assert.lengthOf(
          product.skus.filter((sku: { specs: Record<string, string> }) => sku.specs[key] === value),
          1
        )
    assert.deepInclude(product, { stock: 26, price: '3999.00', originalPrice: 4599 })
    assert.include(text, '"display_price":3999,')
    assert.equal(product.skus[0].image, `${app.site}/media/images/2026/01/08/gr.jpg`)
    assert.equal(product.skus[1].image, '')
    assert.deepEqual(product.main_images, [
      `${app.site}/media/images/2026/01/08/a1.jpg`,
      'https://img.example.com/a2.jpg',
    ])
  })

  test('a buyer with 九五折 sees exact fractions of a yuan', async ({ assert }) => {
    const place = await shelves()
    const id = await shelvedProduct(place, { price: '1024.30' })
    const ten = await shelvedProduct(place, { price: '3788.53' })
    const { app, userId } = await walker()
    await fivePercentOff(userId, id)
    await fivePercentOff(userId, ten)
    const { text } = await app.get(`/catalog/products/${id}/`, {}, 'opt')
    assert.include(text, '"display_price":1024.3,"discounted_price":973.08,')
    const other = await app.get(`/catalog/products/${ten}/`, {}, 'opt')
    assert.include(other.text, '"display_price":3788.53,"discounted_price":3599.1,')
    const stranger = await walker('visitor')
    const { data } = await stranger.app.get(`/catalog/products/${id}/`, {}, 'opt')
    assert.equal(data.discounted_price, 1024.3)
  })

  test('a dealer sees the dealer price on every SKU, and the SKU price where there is none', async ({
    assert,
  }) => {
    const place = await shelves()
    const withPrice = await fridge(place)
    const without = await fridge(place, { dealer_price: null })
    const { app } = await walker('dealer')
    const first = await app.get(`/catalog/products/${withPrice.id}/`, {}, 'opt')
    assert.deepInclude(first.data, { dealer_price: '3580.50', display_price: 3580.5 })
    for (const sku of first.data.skus) assert.equal(sku.display_price, 3580.5)
    assert.equal(first.data.skus[1].price, '4099.00')
    const second = await app.get(`/catalog/products/${without.id}/`, {}, 'opt')
    assert.deepInclude(second.data, { dealer_price: null, display_price: 3999 })
    assert.deepEqual(
      second.data.skus.map((sku: { display_price: number }) => sku.display_price),
      [3999, 4099]
    )
  })

  test('a supplier product has its pictures and no purchase prices, for a {$self}')
    .with(AUDIENCES)
    .run(async ({ assert }, audience) => {
      const id = await haierFreezer(await shelves())
      const { app } = await walker(audience)
      const { data, text } = await app.get(`/catalog/products/${id}/`, {}, 'opt')
      mustBe(productFor(audience), data)
      assert.deepInclude(data, { source: 'haier', is_haier_product: true, stock: 7 })
      assert.deepEqual(data.main_images, ['https://img.example.com/haier/main.jpg'])
      assert.deepEqual(data.detail_images, ['https://img.example.com/haier/page1.jpg'])
      assert.include(text, '"market_price":"1499.00"')
      assert.equal(data.haier_info.market_price, 1499)
      for (const secret of ['900.00', '950.00', 'supply_price', 'rebate'])
        assert.notInclude(text, secret)
    })

  test('a product of no pictures, no SKUs and no prices beside its own', async ({ assert }) => {
    const id = await shelvedProduct(await shelves(), { price: '88.80', stock: 0 })
    const { app } = await walker('visitor')
    const { data } = await app.get(`/catalog/products/${id}/`, {}, 'opt')
    mustBe(productFor('visitor'), data)
    assert.deepInclude(data, {
      ...{ main_images: [], detail_images: [], product_image_url: '', skus: [] },
      ...{ spec_options: {}, stock: 0, originalPrice: 88.8, market_price: null, haier_info: null },
    })
  })

  test('without a market price the own price is struck through', async ({ assert }) => {
    const id = await shelvedProduct(await shelves(), { price: '88.80', market_price: '0.00' })
    const { app } = await walker('visitor')
    const { text } = await app.get(`/catalog/products/${id}/`, {}, 'opt')
    assert.include(text, '"originalPrice":88.8,')
    assert.include(text, '"market_price":"0.00"')
  })

  test('recommendations by {type}')
    .with([{ type: 'popular' }, { type: 'trending' }, { type: 'category' }, { type: 'other' }])
    .run(async ({ assert }, { type }) => {
      const place = await shelves()
      const inside = await shelvedProduct(place, { sales_count: 1 })
      const best = await shelvedProduct(place, { sales_count: 2_000_000 })
      const seen = await shelvedProduct(place, { view_count: 2_000_000 })
      const off = await shelvedProduct(place, { sales_count: 3_000_000, is_active: false })
      const { app } = await walker('visitor')
      const query = { type, category_id: type === 'category' ? place.categoryId : null, limit: 50 }
      const { data } = await app.get('/catalog/products/recommendations/', query, 'opt')
      mustBe(list(productFor('visitor')), data)
      assert.isAtMost(data.length, 50)
      const ids = idsOf(data)
      assert.notInclude(ids, off)
      if (type === 'category') assert.deepEqual(ids, [best, inside, seen])
      else assert.include(ids, type === 'trending' ? seen : best)
      const one = await app.get('/catalog/products/recommendations/', { type, limit: 1 }, 'opt')
      assert.lengthOf(one.data, 1)
    })

  test('related products honour the limit; those of an unknown product are not found', async ({
    assert,
  }) => {
    const place = await shelves()
    const ids = [await shelvedProduct(place), await shelvedProduct(place)]
    const id = await shelvedProduct(place)
    const { app } = await walker('visitor')
    const { data } = await app.get(`/catalog/products/${id}/related/`, { limit: 1 }, 'opt')
    assert.lengthOf(data, 1)
    const bad = await app.get(`/catalog/products/${id}/related/`, { limit: 'viele' }, 'opt')
    assert.sameMembers(idsOf(bad.data), ids)
    const refused = await refusalOf(app.get('/catalog/products/999999999/related/', {}, 'opt'))
    assert.equal(refused.statusCode, 404)
  })

  test('{$self} is not found')
    .with(['off the shelf', '999999999', 'abc', '1.5', '-1', '99999999999999999999'])
    .run(async ({ assert }, which) => {
      const off = await shelvedProduct(await shelves(), { is_active: false })
      const { app } = await walker('visitor')
      const id = which === 'off the shelf' ? off : which
      const refused = await refusalOf(app.get(`/catalog/products/${id}/`, {}, 'opt'))
      assert.equal(refused.statusCode, 404)
    })

  test('{title} does not go into the cart')
    .with([
      { title: 'a product without its SKU', status: 400 },
      { title: 'a SKU of another product', status: 400 },
      { title: 'more than there is', status: 400 },
      { title: 'an unknown product', status: 404 },
      { title: 'what is off the shelf', status: 400 },
    ])
    .run(async ({ assert }, { title, status }) => {
      const product = await productOnSale({ stock: 2 })
      const other = await productOnSale()
      const off = await shelvedProduct(await shelves(), { is_active: false, stock: 5 })
      const offSku = await skuOf(off, { stock: 5 })
      const line = { product_id: product.id, sku_id: product.skuId, quantity: 1 }
      const lines: Record<string, object> = {
        'a product without its SKU': { ...line, sku_id: null },
        'a SKU of another product': { ...line, sku_id: other.skuId },
        'more than there is': { ...line, quantity: 3 },
        'an unknown product': { ...line, product_id: 999_999_999 },
        'what is off the shelf': { ...line, product_id: off, sku_id: offSku },
      }
      const { app } = await walker()
      const refused = await refusalOf(app.post('/cart/add_item/', lines[title]))
      assert.equal(refused.statusCode, status)
      const { data } = await app.get('/cart/my_cart/')
      assert.deepEqual(data.items, [])
    })
})
