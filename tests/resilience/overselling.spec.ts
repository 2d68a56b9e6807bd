import { test } from '@japa/runner'
import { row, rows } from '#shared/rows'
import {
  checkoutBody,
  productOnSale,
  shopperWithAddress,
  stockOf,
  withoutLimits,
} from '#tests/helpers/purchase'

test.group('Many buyers, few pieces', (group) => {
  withoutLimits(group)

  test('200 concurrent orders over 50 pieces sell exactly 50', async ({ client, assert }) => {
    const product = await productOnSale({ stock: 50 })
    const shoppers = await Promise.all(Array.from({ length: 20 }, () => shopperWithAddress()))
    const responses = await Promise.all(
      Array.from({ length: 200 }, (_, index) => {
        const shopper = shoppers[index % shoppers.length]
        return client
          .post('/api/orders/create_batch_orders/')
          .headers(shopper.headers)
          .json(checkoutBody(shopper, product))
      })
    )
    const sold = responses.filter((response) => response.status() === 201)
    const refused = responses.filter((response) => response.status() === 400)
    assert.lengthOf(sold, 50)
    assert.lengthOf(refused, 150)
    for (const response of refused) assert.equal(response.body().error_code, 'INSUFFICIENT_STOCK')
    assert.equal(await stockOf(product), 0)
    const logs = await row<{ moved: number; count: number }>(
      `select sum(quantity)::int as moved, count(*) as count from inventory_logs where product_id = ?`,
      [product.id]
    )
    assert.deepEqual(logs, { moved: -50, count: 50 })
  })

  test('two lines in opposite order from two buyers at once never deadlock', async ({
    client,
    assert,
  }) => {
    const [a, b] = [await productOnSale({ stock: 1000 }), await productOnSale({ stock: 1000 })]
    const buyers = [await shopperWithAddress(), await shopperWithAddress()]
    const line = (product: typeof a) => ({
      product_id: product.id,
      sku_id: product.skuId,
      quantity: 1,
    })
    const responses = await Promise.all(
      Array.from({ length: 60 }, (_, index) => {
        const buyer = buyers[index % 2]
        const items = index % 2 === 0 ? [line(a), line(b)] : [line(b), line(a)]
        return client
          .post('/api/orders/create_batch_orders/')
          .headers(buyer.headers)
          .json({ ...checkoutBody(buyer, a), items })
      })
    )
    for (const response of responses) response.assertStatus(201)
    assert.equal(await stockOf(a), 940)
    assert.equal(await stockOf(b), 940)
  })

  test('the same idempotency key five times in parallel makes one order', async ({
    client,
    assert,
  }) => {
    const product = await productOnSale({ stock: 5 })
    const shopper = await shopperWithAddress()
    const responses = await Promise.all(
      Array.from({ length: 5 }, () =>
        client
          .post('/api/orders/create_batch_orders/')
          .headers({ ...shopper.headers, 'idempotency-key': 'double-tap' })
          .json(checkoutBody(shopper, product))
      )
    )
    for (const response of responses) response.assertStatus(201)
    const ids = new Set(responses.map((response) => response.body().order.id))
    assert.equal(ids.size, 1)
    assert.lengthOf(await rows(`select 1 from orders where user_id = ?`, [shopper.user.id]), 1)
    assert.equal(await stockOf(product), 4)
  })
})
