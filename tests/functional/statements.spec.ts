import { test } from '@japa/runner'
import { shelf, shelvedProduct, skuOf } from '#tests/helpers/catalogue'
import {
  checkoutBody,
  productOnSale,
  shopperWithAddress,
  stateOf,
  withoutLimits,
} from '#tests/helpers/purchase'
import { payAtWechat, usesSandbox } from '#tests/helpers/sandbox'
import { sqlStatements } from '#tests/helpers/sql_statements'

/** BEGIN and COMMIT count as statements: each is a round trip to the database. */
test.group('Number of SQL statements', (group) => {
  withoutLimits(group)
  usesSandbox(group)

  test('a list of twenty products takes at most four, with SKUs and whatever the page size', async ({
    client,
    assert,
  }) => {
    const place = await shelf()
    for (let count = 0; count < 21; count++) await skuOf(await shelvedProduct(place))
    const path = `/api/catalog/products/?category_id=${place.categoryId}&sort_by=created`
    const twenty = await sqlStatements(async () => {
      const response = await client.get(path)
      response.assertStatus(200)
      assert.lengthOf(response.body().results, 20)
    })
    const two = await sqlStatements(() => client.get(`${path}&page_size=2`))
    assert.isAtMost(twenty.length, 4)
    assert.equal(two.length, twenty.length)
  })

  test('a product takes at most four', async ({ client, assert }) => {
    const id = await shelvedProduct(await shelf())
    const seen = await sqlStatements(async () => {
      const response = await client.get(`/api/catalog/products/${id}/`)
      response.assertStatus(200)
    })
    assert.isAtMost(seen.length, 4)
  })

  test('a whole order, from the cart to the money, takes at most 25', async ({
    client,
    assert,
  }) => {
    const shopper = await shopperWithAddress()
    const product = await productOnSale()
    let orderId = 0
    const seen = await sqlStatements(async () => {
      const post = (path: string, body: object) =>
        client.post(path).headers(shopper.headers).json(body)
      const line = { product_id: product.id, sku_id: product.skuId, quantity: 1 }
      const added = await post('/api/cart/add_item/', line)
      added.assertStatus(201)
      const created = await post('/api/orders/create_batch_orders/', checkoutBody(shopper, product))
      created.assertStatus(201)
      const { order, payment } = created.body()
      const started = await post(`/api/payments/${payment.id}/start/`, { provider: 'wechat' })
      started.assertStatus(200)
      await payAtWechat(`${order.order_number}-1`)
      orderId = order.id
    })
    const { status } = await stateOf(orderId)
    assert.equal(status, 'paid')
    assert.isAtMost(seen.length, 25, seen.join('\n'))
  })
})
