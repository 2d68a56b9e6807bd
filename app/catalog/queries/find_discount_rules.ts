import type { DiscountRule } from '#catalog/prices'
import { rows, type Client } from '#shared/rows'

const RULES = `
  select distinct on (t.product_id)
    t.product_id, d.id, d.discount_type as type, d.amount as value
  from discount_targets t
  join discounts d on d.id = t.discount_id
  where t.user_id = ? and t.product_id = any(?::bigint[])
    and d.effective_time <= now() and now() < d.expiration_time
  order by t.product_id, d.priority desc, d.updated_at desc, d.id desc`

/**
 * The discount rule of each product for this user, by product id; products without one are missing.
 * One statement that always asks the database. Rule: docs/rules/catalogue.md
 */
export async function findDiscountRules(
  userId: number,
  productIds: number[],
  client?: Client
): Promise<Map<number, DiscountRule>> {
  if (productIds.length === 0) return new Map()
  const found = await rows<DiscountRule & { product_id: number }>(
    RULES,
    [userId, productIds],
    client
  )
  return new Map(found.map(({ product_id: productId, ...rule }) => [productId, rule]))
}
