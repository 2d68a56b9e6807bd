import { test } from '@japa/runner'
import { row } from '#shared/rows'
import { productOnSale, shopperWithAddress } from '#tests/helpers/purchase'

test.group('Cart', () => {
  test('an empty cart is made at the first look, once', async ({ client, assert }) => {
    const { headers, user } = await shopperWithAddress()
    const [first, second] = await Promise.all([
      client.get('/api/cart/my_cart/').headers(headers),
      client.get('/api/cart/my_cart/').headers(headers),
    ])
    first.assertStatus(200)
    assert.deepEqual(first.body(), { id: first.body().id, user: user.id, items: [] })
    assert.equal(second.body().id, first.body().id)
  })

  test('adding grows a line, updating sets it, zero removes it', async ({ client, assert }) => {
    const { headers } = await shopperWithAddress()
    const product = await productOnSale({ stock: 9 })
    const line = { product_id: product.id, sku_id: product.skuId }
    const send = (path: string, body: object) =>
      client.post(`/api/cart/${path}/`).headers(headers).json(body)
    const added = await send('add_item', { ...line, quantity: 2 })
    added.assertStatus(201)
    await send('add_item', line)
    const grown = await client.get('/api/cart/my_cart/').headers(headers)
    const [item] = grown.body().items
    assert.include(item, {
      quantity: 3,
      product_id: product.id,
      sku_id: product.skuId,
      available: true,
    })
    assert.deepEqual(item.sku_specs, { 颜色: '星空灰' })
    assert.equal(item.product.id, product.id)
    assert.equal(item.sku.display_price, 1999)
    const set = await send('update_item', { ...line, quantity: 7 })
    set.assertStatus(200)
    assert.equal(set.body().items[0].quantity, 7)
    const removed = await send('update_item', { ...line, quantity: 0 })
    removed.assertStatus(200)
    assert.deepEqual(removed.body().items, [])
  })

  test('twenty parallel taps add up and make one line', async ({ client, assert }) => {
    const { headers } = await shopperWithAddress()
    const product = await productOnSale({ stock: 100 })
    await Promise.all(
      Array.from({ length: 20 }, () =>
        client
          .post('/api/cart/add_item/')
          .headers(headers)
          .json({ product_id: product.id, sku_id: product.skuId })
      )
    )
    const cart = await client.get('/api/cart/my_cart/').headers(headers)
    assert.lengthOf(cart.body().items, 1)
    assert.equal(cart.body().items[0].quantity, 20)
  })

  test('refuses {title}')
    .with([
      { title: 'no product', body: { quantity: 1 }, status: 400 },
      { title: 'an unknown product', body: { product_id: 999_999_999 }, status: 404 },
      { title: 'a quantity of text', body: { product_id: 1, quantity: 'viel' }, status: 400 },
      { title: 'a quantity of zero', body: { product_id: 1, quantity: 0 }, status: 400 },
      { title: 'a SKU of text', body: { product_id: 1, sku_id: 'x' }, status: 400 },
      { title: 'a huge id', body: { product_id: 1e30 }, status: 400 },
    ])
    .run(async ({ client, assert }, { body, status }) => {
      const { headers } = await shopperWithAddress()
      const response = await client.post('/api/cart/add_item/').headers(headers).json(body)
      response.assertStatus(status)
      assert.isFalse(response.body().success)
    })

  test('local goods only as far as stock reaches, SKUs where they exist', async ({
    client,
    assert,
  }) => {
    const { headers } = await shopperWithAddress()
    const product = await productOnSale({ stock: 2 })
    const tooMany = await client
      .post('/api/cart/add_item/')
      .headers(headers)
      .json({ product_id: product.id, sku_id: product.skuId, quantity: 3 })
    tooMany.assertStatus(400)
    assert.equal(tooMany.body().error_code, 'INSUFFICIENT_STOCK')
    const withoutSku = await client
      .post('/api/cart/add_item/')
      .headers(headers)
      .json({ product_id: product.id })
    withoutSku.assertStatus(400)
  })

  test('what went off the shelf is kept but left out', async ({ client, assert }) => {
    const { headers, user } = await shopperWithAddress()
    const product = await productOnSale()
    await client
      .post('/api/cart/add_item/')
      .headers(headers)
      .json({ product_id: product.id, sku_id: product.skuId })
    await row(`update products set is_active = false where id = ?`, [product.id])
    const cart = await client.get('/api/cart/my_cart/').headers(headers)
    assert.deepEqual(cart.body().items, [])
    const kept = await row<{ count: number }>(
      `select count(*) as count from cart_items i join carts c on c.id = i.cart_id
       where c.user_id = ?`,
      [user.id]
    )
    assert.equal(kept?.count, 1)
  })

  test('removing needs the exact line, clearing empties the cart', async ({ client, assert }) => {
    const { headers } = await shopperWithAddress()
    const product = await productOnSale()
    const send = (path: string, body: object) =>
      client.post(`/api/cart/${path}/`).headers(headers).json(body)
    await send('add_item', { product_id: product.id, sku_id: product.skuId })
    const untouched = await send('remove_item', { product_id: product.id })
    untouched.assertStatus(200)
    assert.lengthOf(untouched.body().items, 1)
    const removed = await send('remove_item', { product_id: product.id, sku_id: product.skuId })
    assert.deepEqual(removed.body().items, [])
    await send('add_item', { product_id: product.id, sku_id: product.skuId })
    const cleared = await client.post('/api/cart/clear/').headers(headers)
    cleared.assertStatus(200)
    assert.deepEqual(cleared.body().items, [])
  })
})
