import type { ApiClient } from '@japa/api-client'
import fc from 'fast-check'
import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import { quoteOrder } from '#orders/queries/quote_order'
import type { UserRole } from '#shared/labels'
import { Money } from '#shared/money'
import { execute } from '#shared/rows'
import { insertRow, shelf, shelvedProduct, skuOf, type Shelf } from '#tests/helpers/catalogue'
import { shopperWithAddress, type Shopper } from '#tests/helpers/purchase'

const ROLES = ['individual', 'dealer', 'support', 'admin'] as const
/** Seconds from the moment of the quote; in a transaction now() stands still, so edges are exact. */
const EDGES = [-3600, -1, 0, 1, 3600] as const

const yuan = (min: number, max: number) =>
  fc.integer({ min, max }).map((fen) => Money.fen(fen).toString())
const rule = fc
  .record({
    type: fc.constantFrom('amount', 'percent'),
    fen: fc.integer({ min: 1, max: 1000 }),
    priority: fc.integer({ min: 0, max: 2 }),
    begins: fc.constantFrom(...EDGES),
    ends: fc.constantFrom(...EDGES),
  })
  .filter(({ begins, ends }) => begins < ends)
const scene = fc.record({
  role: fc.constantFrom<UserRole>(...ROLES),
  price: yuan(1, 500_000),
  dealerPrice: fc.option(fc.oneof(fc.constant('0.00'), yuan(1, 500_000))),
  skuPrice: fc.option(yuan(1, 500_000)),
  quantity: fc.integer({ min: 1, max: 99 }),
  rules: fc.array(rule, { maxLength: 3 }),
})
type Scene = typeof scene extends fc.Arbitrary<infer Value> ? Value : never

async function putOnSale(place: Shelf, buyer: Shopper, { rules, ...prices }: Scene) {
  const productId = await shelvedProduct(place, {
    ...{ name: '定价冰箱', price: prices.price, dealer_price: prices.dealerPrice },
  })
  const skuId = prices.skuPrice === null ? null : await skuOf(productId, { price: prices.skuPrice })
  for (const { type, fen, priority, begins, ends } of rules) {
    const discountId = await insertRow('discounts', {
      ...{ discount_type: type, amount: Money.fen(fen).toString(), priority },
      ...{ effective_time: '-infinity', expiration_time: 'infinity' },
    })
    await execute(
      `update discounts set effective_time = now() + make_interval(secs => ?),
         expiration_time = now() + make_interval(secs => ?) where id = ?`,
      [begins, ends, discountId]
    )
    await insertRow('discount_targets', {
      ...{ discount_id: discountId, user_id: buyer.user.id, product_id: productId },
    })
  }
  return { productId, skuId }
}

/** Both prices of one unit, everywhere that the mini-program may read them. */
async function shown(
  client: ApiClient,
  { headers }: Shopper,
  ids: { productId: number; skuId: number | null }
) {
  const { productId, skuId } = ids
  const read = async (path: string) => {
    const response = await client.get(`/api/catalog/products/${path}`).headers(headers)
    return response.body()
  }
  const newest = `?search=${encodeURIComponent('定价冰箱')}&sort_by=created&page_size=1`
  const page = await read(newest)
  const chosen = await read(`with_discounts/?product_ids=${productId}`)
  const products = [await read(`${productId}/`), chosen[0], page.results[0]]
  return products.map((product) => {
    if (product.id !== productId) throw new Error('another product is shown')
    const sold = skuId === null ? product : product.skus[0]
    return [sold.display_price, sold.discounted_price]
  })
}

test.group('Prices shown and charged', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('what any list or page shows is what an order charges, to the fen', async ({
    client,
    assert,
  }) => {
    const place = await shelf()
    const buyers = new Map<UserRole, Shopper>()
    for (const role of ROLES) buyers.set(role, await shopperWithAddress({ role }))
    await fc.assert(
      fc.asyncProperty(scene, async (drawn) => {
        const buyer = buyers.get(drawn.role)
        if (!buyer) throw new Error('nobody has this role')
        const ids = await putOnSale(place, buyer, drawn)
        const customer = { id: buyer.user.id, role: drawn.role }
        const { quantity } = drawn
        const quote = await quoteOrder(customer, buyer.addressId, [{ ...ids, quantity }])
        const [{ unitPrice, discount, payable }] = quote.lines
        for (const [displayed, discounted] of await shown(client, buyer, ids)) {
          assert.equal(displayed, unitPrice.toNumber())
          assert.equal(
            Money.yuan(String(discounted)).times(quantity).toString(),
            payable.toString()
          )
        }
        const lookup = await client
          .get(`/api/discounts/query_user_products/?product_ids=${ids.productId}`)
          .headers(buyer.headers)
        const { amount = 0 } = lookup.body()[ids.productId] ?? {}
        assert.equal(Money.yuan(String(amount)).times(quantity).toString(), discount.toString())
      }),
      { numRuns: 80 }
    )
  }).timeout(60_000)
})
