import { pricedProduct, type PricedProduct, type ProductRow } from '#catalog/priced_product'
import { Part, part, readPart, text } from '#catalog/queries/part'
import {
  NO_RULE_COLUMN,
  PRODUCT_COLUMNS,
  PRODUCT_JOINS,
  RULE_COLUMN,
  skusColumn,
} from '#catalog/queries/product_sql'
import type { Viewer } from '#shared/viewer'

/** For whom products are priced. */
export type Customer = Pick<Viewer, 'id' | 'role'> | null

const SKUS = text(skusColumn('s.is_active'))

/**
 * The products of a page with the customer's prices, in one statement: around the one that says with one
 * row which `ids` the page shows, in their order, and what `totals` it belongs to.
 */
export async function readProducts<Totals>(
  matches: Part,
  customer: Customer,
  read: typeof readPart = readPart
): Promise<{ products: PricedProduct[]; totals: Totals }> {
  const rule = customer ? new Part(RULE_COLUMN, [customer.id]) : text(NO_RULE_COLUMN)
  const found = await read<ProductRow & { totals: Totals; id: number | null }>(part`
    select m.totals, page.* from (${matches}) m
    left join lateral (
      select u.place, ${text(PRODUCT_COLUMNS)}, ${SKUS}, ${rule}
      from unnest(m.ids) with ordinality u (id, place)
      join products p on p.id = u.id ${text(PRODUCT_JOINS)}) page on true
    order by page.place`)
  const products: PricedProduct[] = []
  for (const row of found)
    if (row.id !== null) products.push(pricedProduct(row, customer?.role ?? null))
  return { products, totals: found[0].totals }
}
