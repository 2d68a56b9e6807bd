import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import { discountFor, shelf, shelvedProduct, skuOf } from '#tests/helpers/catalogue'
import { signedInShopper } from '#tests/helpers/shoppers'
import { sqlStatements } from '#tests/helpers/sql_statements'

const PRODUCTS = '/api/catalog/products/with_discounts/'
const DISCOUNTS = '/api/discounts/query_user_products/'

test.group('Prices of chosen products', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('products come in the order of the ids, priced for the one who asks', async ({
    client,
    assert,
  }) => {
    const place = await shelf()
    const [first, second] = [await shelvedProduct(place), await shelvedProduct(place)]
    const { user, headers } = await signedInShopper()
    await discountFor(user.id, second, { amount: '30' })
    const response = await client
      .get(PRODUCTS)
      .headers(headers)
      .qs({ product_ids: ` ${second}, ${first},${second},abc,,-1,999999999 ` })
    response.assertStatus(200)
    assert.deepEqual(
      response
        .body()
        .map(({ id, discounted_price: paid }: { id: number; discounted_price: number }) => [
          id,
          paid,
        ]),
      [
        [second, 70],
        [first, 100],
      ]
    )
  })

  test('discounts are keyed by product, with exact numbers', async ({ client, assert }) => {
    const place = await shelf()
    const [plain, cut, share] = [
      await shelvedProduct(place),
      await shelvedProduct(place, { price: '100.10' }),
      await shelvedProduct(place, { price: '500' }),
    ]
    await skuOf(share, { price: '199.99' })
    await skuOf(share, { price: '299.99' })
    const { user, headers } = await signedInShopper()
    const amount = await discountFor(user.id, cut, { amount: '0.3' })
    const percent = await discountFor(user.id, share, { discount_type: 'percent', amount: '8.5' })
    const response = await client
      .get(DISCOUNTS)
      .headers(headers)
      .qs({ product_ids: [plain, cut, share].join(',') })
    assert.deepEqual(response.body(), {
      [cut]: { amount: 0.3, discount_id: amount, discount_type: 'amount', discount_value: 0.3 },
      [share]: {
        ...{ amount: 30, discount_id: percent, discount_type: 'percent', discount_value: 8.5 },
      },
    })
    const { headers: others } = await signedInShopper()
    const nothing = await client.get(DISCOUNTS).headers(others).qs({ product_ids: cut })
    assert.deepEqual(nothing.body(), {})
  })

  test('inactive products are left out, but for administrators', async ({ client, assert }) => {
    const id = await shelvedProduct(await shelf(), { is_active: false })
    for (const [role, count] of [
      ['individual', 0],
      ['support', 0],
      ['admin', 1],
    ] as const) {
      const { user, headers } = await signedInShopper({ role })
      await discountFor(user.id, id)
      const products = await client.get(PRODUCTS).headers(headers).qs({ product_ids: id })
      assert.lengthOf(products.body(), count)
      const discounts = await client.get(DISCOUNTS).headers(headers).qs({ product_ids: id })
      assert.lengthOf(Object.keys(discounts.body()), count)
    }
  })

  test('product_ids={given} is nothing')
    .with(['', 'abc', '0', '-4', '99999999999999999999', '1.5'].map((given) => ({ given })))
    .run(async ({ client, assert }, { given }) => {
      const { headers } = await signedInShopper()
      const products = await client.get(PRODUCTS).headers(headers).qs({ product_ids: given })
      assert.deepEqual(products.body(), [])
      const discounts = await client.get(DISCOUNTS).headers(headers).qs({ product_ids: given })
      assert.deepEqual(discounts.body(), {})
    })

  test('a hundred ids are looked at, in one statement', async ({ client, assert }) => {
    const place = await shelf()
    const ids: number[] = []
    for (let made = 0; made < 102; made++) ids.push(await shelvedProduct(place))
    const { headers } = await signedInShopper()
    const ask = (path: string, count: number) =>
      client
        .get(path)
        .headers(headers)
        .qs({ product_ids: ids.slice(0, count).join(',') })
    const response = await ask(PRODUCTS, 102)
    assert.lengthOf(response.body(), 100)
    for (const path of [PRODUCTS, DISCOUNTS]) {
      const many = await sqlStatements(() => ask(path, 102))
      const one = await sqlStatements(() => ask(path, 1))
      assert.lengthOf(many, 2)
      assert.lengthOf(one, 2)
    }
  })

  test('visitors are asked to sign in', async ({ client }) => {
    for (const path of [PRODUCTS, DISCOUNTS]) {
      const response = await client.get(path).qs({ product_ids: 1 })
      response.assertStatus(401)
    }
  })
})
