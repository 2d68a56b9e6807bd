import type { PricedProduct } from '#catalog/priced_product'
import { unitDiscount, type DiscountRule } from '#catalog/prices'
import { readCatalogue } from '#catalog/queries/read_catalogue'
import type { Money } from '#shared/money'
import type { Viewer } from '#shared/viewer'

type Customer = Pick<Viewer, 'id' | 'role'>

/**
 * These products with this customer's prices, in the order of the ids; those that the customer cannot
 * see are left out. One statement. Rule: docs/rules/catalogue.md
 */
export async function ownProducts(
  productIds: number[],
  customer: Customer
): Promise<PricedProduct[]> {
  const catalogue = await readCatalogue({ productIds, skuIds: [] }, customer)
  return productIds.flatMap((id) => {
    const product = catalogue.product(id)
    return product && (product.isActive || customer.role === 'admin') ? [product] : []
  })
}

export interface OwnDiscount {
  productId: number
  rule: DiscountRule
  /** what it takes off one unit of the product */
  amount: Money
}

/** The rules that hold for this customer now, by the same choice as an order makes. */
export async function ownDiscounts(
  productIds: number[],
  customer: Customer
): Promise<OwnDiscount[]> {
  const products = await ownProducts(productIds, customer)
  return products.flatMap(({ id, displayPrice, row: { rule } }) =>
    rule ? [{ productId: id, rule, amount: unitDiscount(displayPrice, rule) }] : []
  )
}
