import { rows } from '#shared/rows'
import { pricedProduct, type PricedProduct, type ProductRow } from '#catalog/priced_product'
import { LargeTotals } from '#catalog/queries/large_totals'
import {
  productMatches,
  type Matches,
  type ProductFilter,
  type ProductSort,
} from '#catalog/queries/product_matches'
import {
  NO_RULE_COLUMN,
  PRODUCT_COLUMNS,
  PRODUCT_JOINS,
  RULE_COLUMN,
  skusColumn,
} from '#catalog/queries/product_sql'
import type { Paging } from '#shared/paging'
import type { Viewer } from '#shared/viewer'

const totals = new LargeTotals()

const SKUS = skusColumn('s.is_active')

/**
 * One page of products with the viewer's prices, and how many there are in all. One statement; beyond
 * the last page there are no products, but still the total. Rule: docs/rules/catalogue.md
 */
export async function listProducts(
  input: { filter: ProductFilter; sort: ProductSort; paging: Paging },
  viewer: Pick<Viewer, 'id' | 'role'> | null
): Promise<{ products: PricedProduct[]; total: number }> {
  const { filter, sort, paging } = input
  const key = JSON.stringify(filter)
  const matches = productMatches(filter, sort, paging, totals.get(key))
  const found = await rows<ProductRow & { total: number; id: number | null }>(
    statement(matches, viewer !== null),
    viewer ? [...matches.bindings, viewer.id] : matches.bindings
  )
  const products: PricedProduct[] = []
  for (const row of found)
    if (row.id !== null) products.push(pricedProduct(row, viewer?.role ?? null))
  const [{ total }] = found
  totals.set(key, total)
  return { products, total }
}

function statement({ sql }: Matches, signedIn: boolean): string {
  return `
    select m.total, page.* from (${sql}) m
    left join lateral (
      select u.place, ${PRODUCT_COLUMNS}, ${SKUS}, ${signedIn ? RULE_COLUMN : NO_RULE_COLUMN}
      from unnest(m.ids) with ordinality u (id, place)
      join products p on p.id = u.id ${PRODUCT_JOINS}) page on true
    order by page.place`
}
