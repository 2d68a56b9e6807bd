import { test } from '@japa/runner'
import { execute } from '#shared/rows'
import { productOnSale } from '#tests/helpers/purchase'
import { shelvedProduct, skuOf } from '#tests/helpers/catalogue'
import { refusalOf } from './client.js'
import { cart } from './objects/purchase.js'
import { fivePercentOff, fridge, haierFreezer, onStage, shelves, walker } from './stage.js'
import { mustBe } from './shapes.js'

test.group('Screen: cart tab', (group) => {
  onStage(group)

  test('looked at, changed, thinned out and emptied, as a {$self}')
    .with(['individual', 'dealer'] as const)
    .run(async ({ assert }, audience) => {
      const place = await shelves()
      const { id, greyId } = await fridge(place)
      const plain = await shelvedProduct(place, { price: '88.80', stock: 3 })
      const { app, userId } = await walker(audience)
      const empty = await app.get('/cart/my_cart/')
      mustBe(cart(audience), empty.data)
      assert.deepInclude(empty.data, { user: userId, items: [] })

      await app.post('/cart/add_item/', { product_id: id, quantity: 2, sku_id: greyId })
      await app.post('/cart/add_item/', { product_id: plain, quantity: 1, sku_id: undefined })
      const { data } = await app.get('/cart/my_cart/')
      mustBe(cart(audience), data)
      assert.equal(data.id, empty.data.id)
      const [first, second] = data.items
      assert.isBelow(first.id, second.id)
      assert.deepInclude(first, { sku_id: greyId, quantity: 2, sku_specs: { 颜色: '星空灰' } })
      assert.equal(first.sku.display_price, audience === 'dealer' ? 3580.5 : 3999)
      assert.deepInclude(second, { sku: null, sku_id: null, sku_specs: {}, quantity: 1 })
      assert.equal(second.product.display_price, 88.8)

      const line = { product_id: id, sku_id: greyId }
      const updated = await app.post('/cart/update_item/', { ...line, quantity: 5 })
      assert.equal(updated.status, 200)
      mustBe(cart(audience), updated.data)
      assert.equal(updated.data.items[0].quantity, 5)

      const removed = await app.post('/cart/remove_item/', { product_id: plain, sku_id: null })
      assert.equal(removed.status, 200)
      mustBe(cart(audience), removed.data)
      assert.lengthOf(removed.data.items, 1)
      const again = await app.post('/cart/remove_item/', { product_id: plain })
      assert.deepEqual(again.data, removed.data, 'nothing to remove is no error')

      const cleared = await app.post('/cart/clear/')
      assert.equal(cleared.status, 200)
      assert.deepEqual(cleared.data, empty.data)
    })

  test('the discount of this buyer is in product and SKU', async ({ assert }) => {
    const { id, greyId } = await fridge(await shelves(), { price: '3788.53' })
    await execute(`update product_skus set price = 3788.53 where id = ?`, [greyId])
    const { app, userId } = await walker()
    await fivePercentOff(userId, id)
    const added = await app.post('/cart/add_item/', { product_id: id, sku_id: greyId })
    assert.include(added.text, '"display_price":3788.53,"discounted_price":3599.1,')
    assert.deepInclude(added.data.items[0].sku, { price: '3788.53', discounted_price: 3599.1 })
    assert.equal(added.data.items[0].product.discounted_price, 3599.1)
  })

  test('setting makes a line that was missing, and zero or less takes it away', async ({
    assert,
  }) => {
    const { id, skuId } = await productOnSale()
    const { app } = await walker()
    const line = { product_id: id, sku_id: skuId }
    const made = await app.post('/cart/update_item/', { ...line, quantity: 4 })
    assert.equal(made.data.items[0].quantity, 4)
    for (const quantity of [0, -1]) {
      const gone = await app.post('/cart/update_item/', { ...line, quantity })
      assert.equal(gone.status, 200)
      assert.deepEqual(gone.data.items, [])
    }
  })

  test('removing without a SKU leaves the lines that have one', async ({ assert }) => {
    const { id, greyId, whiteId } = await fridge(await shelves())
    const { app } = await walker()
    await app.post('/cart/add_item/', { product_id: id, sku_id: greyId })
    await app.post('/cart/add_item/', { product_id: id, sku_id: whiteId })
    const { data } = await app.post('/cart/remove_item/', { product_id: id, sku_id: null })
    assert.lengthOf(data.items, 2)
    const one = await app.post('/cart/remove_item/', { product_id: id, sku_id: greyId })
    assert.deepEqual(
      one.data.items.map(({ sku_id: left }: { sku_id: number }) => left),
      [whiteId]
    )
  })

  test('lines of what went off the shelf are kept and left out', async ({ assert }) => {
    const place = await shelves()
    const off = await shelvedProduct(place, { stock: 5 })
    const { id, greyId, whiteId } = await fridge(place)
    const { app } = await walker()
    await app.post('/cart/add_item/', { product_id: off })
    await app.post('/cart/add_item/', { product_id: id, sku_id: greyId })
    await app.post('/cart/add_item/', { product_id: id, sku_id: whiteId })
    await execute(`update products set is_active = false where id = ?`, [off])
    await execute(`update product_skus set is_active = false where id = ?`, [greyId])
    const { data } = await app.get('/cart/my_cart/')
    mustBe(cart('individual'), data)
    assert.lengthOf(data.items, 1)
    await execute(`update products set is_active = true where id = ?`, [off])
    const back = await app.get('/cart/my_cart/')
    assert.lengthOf(back.data.items, 2)
  })

  test('supplier goods are not held against the figure on the page', async ({ assert }) => {
    const id = await haierFreezer(await shelves())
    const { app } = await walker()
    const { data } = await app.post('/cart/add_item/', { product_id: id, quantity: 50 })
    mustBe(cart('individual'), data)
    assert.equal(data.items[0].quantity, 50)
  })

  test('refused with 400: {title}')
    .with([
      { title: 'adding nothing', path: 'add_item', change: { product_id: undefined } },
      { title: 'adding no piece', path: 'add_item', change: { quantity: 0 } },
      { title: 'adding less than nothing', path: 'add_item', change: { quantity: -2 } },
      { title: 'adding a word of pieces', path: 'add_item', change: { quantity: 'viele' } },
      { title: 'adding half a piece', path: 'add_item', change: { quantity: 1.5 } },
      { title: 'adding a SKU in words', path: 'add_item', change: { sku_id: 'grau' } },
      { title: 'adding more than there is', path: 'add_item', change: { quantity: 11 } },
      { title: 'setting more than there is', path: 'update_item', change: { quantity: 11 } },
      { title: 'setting nothing', path: 'update_item', change: { product_id: null } },
      { title: 'setting an unknown SKU', path: 'update_item', change: { sku_id: 999_999_999 } },
      { title: 'removing nothing', path: 'remove_item', change: { product_id: null } },
    ])
    .run(async ({ assert }, { path, change }) => {
      const { id, skuId } = await productOnSale({ stock: 10 })
      const { app } = await walker()
      const body = { product_id: id, sku_id: skuId, quantity: 1, ...change }
      const refused = await refusalOf(app.post(`/cart/${path}/`, body))
      assert.equal(refused.statusCode, 400)
    })

  test('more than is left is refused with what is left, also for the sum', async ({ assert }) => {
    const id = await shelvedProduct(await shelves(), { name: '风冷无霜十字门冰箱'.repeat(20) })
    const skuId = await skuOf(id, { stock: 3 })
    const { app } = await walker()
    const line = { product_id: id, sku_id: skuId, quantity: 2 }
    await app.post('/cart/add_item/', line)
    const refused = await refusalOf(app.post('/cart/add_item/', line))
    assert.equal(refused.statusCode, 400)
    assert.include(refused.message, '仅剩 3 件')
    assert.equal(refused.data.error_code, 'INSUFFICIENT_STOCK')
    const { data } = await app.get('/cart/my_cart/')
    assert.equal(data.items[0].quantity, 2)
  })
})
