import { test } from '@japa/runner'
import { row, rows } from '#shared/rows'
import {
  checkoutBody,
  placeOrderByApi,
  productOnSale,
  shopperWithAddress,
  stockOf,
  withoutLimits,
} from '#tests/helpers/purchase'

test.group('Checkout', (group) => {
  withoutLimits(group)

  test('makes one order with snapshots, a payment and locked stock', async ({ client, assert }) => {
    const shopper = await shopperWithAddress()
    const product = await productOnSale({ stock: 5, price: '3999.00' })
    const response = await client
      .post('/api/orders/create_batch_orders/')
      .headers(shopper.headers)
      .json(checkoutBody(shopper, product, 2))

    response.assertStatus(201)
    const { order, payment, orders, payments } = response.body()
    assert.deepEqual(orders, [order])
    assert.deepEqual(payments, [payment])
    assert.match(order.order_number, /^\d{16}$/)
    assert.include(order, {
      status: 'pending',
      status_label: '待支付',
      quantity: 2,
      total_amount: '7998.00',
      discount_amount: '0.00',
      actual_amount: '7998.00',
      payment_method: 'wechat',
      snapshot_address: '浙江省 杭州市 临平区 东湖街道星河路12号3幢201',
      note: '周末送货',
    })
    assert.match(order.expires_at, /\+08:00$/)
    assert.include(payment, { order: order.id, amount: '7998.00', status: 'init' })
    assert.equal(payment.expires_at, order.expires_at)
    assert.equal(await stockOf(product), 3)
    const log = await row(
      `select change_type, quantity, reason, stock_after from inventory_logs where order_id = ?`,
      [order.id]
    )
    assert.deepEqual(log, {
      change_type: 'lock',
      quantity: -2,
      reason: 'order_created',
      stock_after: 3,
    })
  })

  test('takes prices from the database, whatever a client sends', async ({ client, assert }) => {
    const shopper = await shopperWithAddress()
    const product = await productOnSale({ price: '100.00' })
    const response = await client
      .post('/api/orders/create_batch_orders/')
      .headers(shopper.headers)
      .json({
        ...checkoutBody(shopper, product),
        total_amount: '0.01',
        actual_amount: '0.01',
        items: [{ product_id: product.id, sku_id: product.skuId, quantity: 1, price: '0.01' }],
      })
    response.assertStatus(201)
    assert.equal(response.body().order.actual_amount, '100.00')
  })

  test('charges a dealer the dealer price and the one rule that applies', async ({
    client,
    assert,
  }) => {
    const dealer = await shopperWithAddress({ role: 'dealer' })
    const product = await productOnSale({ price: '300.00', dealerPrice: '199.99' })
    await row(
      `with d as (
         insert into discounts (name, discount_type, amount, effective_time, expiration_time)
         values ('八五折', 'percent', 8.5, now() - interval '1 day', now() + interval '1 day')
         returning id
       )
       insert into discount_targets (discount_id, user_id, product_id) select id, ?, ? from d`,
      [dealer.user.id, product.id]
    )
    const response = await client
      .post('/api/orders/create_batch_orders/')
      .headers(dealer.headers)
      .json(checkoutBody(dealer, product, 2))
    response.assertStatus(201)
    assert.include(response.body().order, {
      total_amount: '399.98',
      discount_amount: '60.00',
      actual_amount: '339.98',
    })
  })

  test('merges equal lines and refuses more than 999 pieces of one', async ({ client, assert }) => {
    const shopper = await shopperWithAddress()
    const product = await productOnSale({ stock: 2000 })
    const line = { product_id: product.id, sku_id: product.skuId, quantity: 600 }
    const refused = await client
      .post('/api/orders/create_batch_orders/')
      .headers(shopper.headers)
      .json({ ...checkoutBody(shopper, product), items: [line, line] })
    refused.assertStatus(400)
    const merged = await client
      .post('/api/orders/create_batch_orders/')
      .headers(shopper.headers)
      .json({
        ...checkoutBody(shopper, product),
        items: [
          { ...line, quantity: 1 },
          { ...line, quantity: 2 },
        ],
      })
    merged.assertStatus(201)
    assert.lengthOf(merged.body().order.items, 1)
    assert.equal(merged.body().order.quantity, 3)
  })

  test('names the pieces left when stock does not reach, and writes nothing', async ({
    client,
    assert,
  }) => {
    const shopper = await shopperWithAddress()
    const product = await productOnSale({ stock: 3 })
    const response = await client
      .post('/api/orders/create_batch_orders/')
      .headers(shopper.headers)
      .json(checkoutBody(shopper, product, 4))
    response.assertStatus(400)
    assert.include(response.body(), {
      success: false,
      code: 400,
      error_code: 'INSUFFICIENT_STOCK',
      product_id: product.id,
      sku_id: product.skuId,
      requested: 4,
      available: 3,
    })
    assert.include(response.body().message, '仅剩 3 件')
    assert.equal(response.body().message, response.body().detail)
    assert.equal(await stockOf(product), 3)
    assert.lengthOf(await rows(`select 1 from orders where user_id = ?`, [shopper.user.id]), 0)
  })

  test('refuses {title}')
    .with([
      { title: 'an empty cart', change: { items: [] }, status: 400 },
      { title: 'no address', change: { address_id: null }, status: 400 },
      { title: 'an unknown address', change: { address_id: 999_999_999 }, status: 400 },
      {
        title: 'a quantity of zero',
        change: { items: [{ product_id: 1, quantity: 0 }] },
        status: 400,
      },
      {
        title: 'an unknown product',
        change: { items: [{ product_id: 999_999_999 }] },
        status: 400,
      },
      { title: 'a remark of 501 characters', change: { note: '长'.repeat(501) }, status: 400 },
      { title: 'an unknown way of payment', change: { payment_method: 'cash' }, status: 400 },
      { title: 'a channel that does not exist', change: { method: 'alipay' }, status: 400 },
      { title: 'credit for a private person', change: { payment_method: 'credit' }, status: 400 },
    ])
    .run(async ({ client, assert }, { change, status }) => {
      const shopper = await shopperWithAddress()
      const product = await productOnSale()
      const response = await client
        .post('/api/orders/create_batch_orders/')
        .headers(shopper.headers)
        .json({ ...checkoutBody(shopper, product), ...change })
      response.assertStatus(status)
      assert.isAbove(response.body().message.length, 3)
      assert.equal(await stockOf(product), 10)
    })

  test("refuses another customer's address and a SKU of another product", async ({ client }) => {
    const [shopper, other] = [await shopperWithAddress(), await shopperWithAddress()]
    const [product, foreign] = [await productOnSale(), await productOnSale()]
    const foreignAddress = await client
      .post('/api/orders/create_batch_orders/')
      .headers(shopper.headers)
      .json({ ...checkoutBody(shopper, product), address_id: other.addressId })
    foreignAddress.assertStatus(400)
    const foreignSku = await client
      .post('/api/orders/create_batch_orders/')
      .headers(shopper.headers)
      .json({
        ...checkoutBody(shopper, product),
        items: [{ product_id: product.id, sku_id: foreign.skuId, quantity: 1 }],
      })
    foreignSku.assertStatus(400)
  })

  test('wants a SKU where SKUs exist, and refuses what is off the shelf', async ({ client }) => {
    const shopper = await shopperWithAddress()
    const product = await productOnSale()
    const send = (items: object[]) =>
      client
        .post('/api/orders/create_batch_orders/')
        .headers(shopper.headers)
        .json({ ...checkoutBody(shopper, product), items })
    const withoutSku = await send([{ product_id: product.id, quantity: 1 }])
    withoutSku.assertStatus(400)
    await row(`update products set is_active = false where id = ?`, [product.id])
    const inactive = await send([{ product_id: product.id, sku_id: product.skuId, quantity: 1 }])
    inactive.assertStatus(400)
  })

  test('never promises supplier goods whose stock nobody confirmed', async ({ client, assert }) => {
    const shopper = await shopperWithAddress()
    const product = await productOnSale({ source: 'haier', sku: false, stock: 9 })
    const response = await client
      .post('/api/orders/create_batch_orders/')
      .headers(shopper.headers)
      .json(checkoutBody(shopper, product))
    response.assertStatus(503)
    assert.equal(response.body().error_code, 'SUPPLIER_API_ERROR')
  })

  test('the same idempotency key gives the same order, another content is refused', async ({
    client,
    assert,
  }) => {
    const shopper = await shopperWithAddress()
    const product = await productOnSale({ stock: 1 })
    const send = (quantity: number) =>
      client
        .post('/api/orders/create_batch_orders/')
        .headers({ ...shopper.headers, 'idempotency-key': 'tap-1' })
        .json(checkoutBody(shopper, product, quantity))
    const first = await send(1)
    first.assertStatus(201)
    const second = await send(1)
    second.assertStatus(201)
    assert.equal(second.body().order.id, first.body().order.id)
    const other = await send(2)
    other.assertStatus(409)
    assert.equal(await stockOf(product), 0)
  })

  test('the short form orders one product', async ({ client, assert }) => {
    const shopper = await shopperWithAddress()
    const product = await productOnSale({ sku: false })
    const response = await client
      .post('/api/orders/create_order/')
      .headers(shopper.headers)
      .json({ product_id: product.id, address_id: shopper.addressId })
    response.assertStatus(201)
    assert.equal(response.body().order.quantity, 1)
    assert.equal(response.body().payment.status, 'init')
  })

  test('needs a signed-in shopper', async ({ client, assert }) => {
    const response = await client.post('/api/orders/create_batch_orders/').json({})
    response.assertStatus(401)
    assert.equal(response.header('www-authenticate'), 'Bearer realm="api"')
  })

  test('an order can be read by its owner only', async ({ client }) => {
    const [shopper, stranger] = [await shopperWithAddress(), await shopperWithAddress()]
    const order = await placeOrderByApi(client, shopper, await productOnSale())
    const own = await client.get(`/api/orders/${order.id}/`).headers(shopper.headers)
    own.assertStatus(200)
    const foreign = await client.get(`/api/orders/${order.id}/`).headers(stranger.headers)
    foreign.assertStatus(404)
  })
})
