import type { PricedProduct } from '#catalog/priced_product'
import { part, text, type Part } from '#catalog/queries/part'
import { orderOf } from '#catalog/queries/product_filter'
import { productMatches } from '#catalog/queries/product_matches'
import { readProducts, type Customer } from '#catalog/queries/read_products'

export const RECOMMENDATIONS = ['popular', 'trending', 'category'] as const
export type Recommendation = (typeof RECOMMENDATIONS)[number]

/** Nobody asks how many there are, so nothing is counted. */
const UNCOUNTED = 0

const best = (sort: 'sales' | 'views', limit: number, categoryId?: number): Part =>
  productMatches({ isActive: true, categoryId }, sort, { pageSize: limit, offset: 0 }, UNCOUNTED)

/**
 * Active products that sell best, are looked at most, or sell best in a category with all below it; an
 * unknown category is that of the whole shop. One statement. Rule: docs/rules/catalogue.md
 */
export async function recommendProducts(
  wanted: { type: Recommendation; categoryId?: number; limit: number },
  viewer: Customer
): Promise<PricedProduct[]> {
  const { type, categoryId, limit } = wanted
  const popular = best(type === 'trending' ? 'views' : 'sales', limit)
  const matches =
    type === 'category' && categoryId !== undefined
      ? part`select null as totals, case
          when exists (select from categories where id = ${categoryId})
          then (select ids from (${best('sales', limit, categoryId)}) here)
          else (select ids from (${popular}) anywhere) end as ids`
      : popular
  const { products } = await readProducts(matches, viewer)
  return products
}

/**
 * What sells best among the other active products of the same category, or null for a product that this
 * viewer cannot see. One statement. Rule: docs/rules/catalogue.md
 */
export async function relatedProducts(
  wanted: { productId: number; limit: number },
  viewer: Customer
): Promise<PricedProduct[] | null> {
  const { productId, limit } = wanted
  const visible = text(viewer?.role === 'admin' ? '' : 'and p.is_active')
  const { products, totals: isKnown } = await readProducts<boolean>(
    part`
      select o.category_id is not null as totals, array(
        select p.id from products p
        where p.category_id = o.category_id and p.is_active and p.id <> ${productId}
        order by ${orderOf('sales').order} limit ${limit}) as ids
      from (select (select p.category_id from products p where p.id = ${productId} ${visible})
        as category_id) o`,
    viewer
  )
  return isKnown ? products : null
}
