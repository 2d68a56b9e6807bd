import {
  pricedProduct,
  pricedSku,
  type PricedProduct,
  type PricedSku,
  type ProductRow,
} from '#catalog/priced_product'
import {
  NO_RULE_COLUMN,
  PRODUCT_COLUMNS,
  PRODUCT_JOINS,
  RULE_COLUMN,
  skusColumn,
} from '#catalog/queries/product_sql'
import { rows, type Client } from '#shared/rows'
import type { Viewer } from '#shared/viewer'

/** Behind a sub-select the length of the list is nobody's guess, so PostgreSQL keeps one plan for all. */
const GIVEN = `any((select ?::bigint[])::bigint[])`

const read = (rule: string) => `
  select ${PRODUCT_COLUMNS}, ${skusColumn(`(s.is_active or s.id = ${GIVEN})`)}, ${rule}
  from products p ${PRODUCT_JOINS}
  where p.id = ${GIVEN}
    or p.id = any(array(select product_id from product_skus where id = ${GIVEN}))`
const FOR_NOBODY = read(NO_RULE_COLUMN)
const FOR_USER = read(RULE_COLUMN)

export interface Catalogue {
  product(id: number): PricedProduct | null
  sku(id: number): PricedSku | null
}

/**
 * The wanted products and SKUs with the viewer's prices, inactive ones included: for carts and orders.
 * One statement whatever the number of ids. Rule: docs/rules/catalogue.md
 */
export async function readCatalogue(
  wanted: { productIds: number[]; skuIds: number[] },
  viewer: Pick<Viewer, 'id' | 'role'> | null,
  client?: Client
): Promise<Catalogue> {
  const products = new Map<number, PricedProduct>()
  const skus = new Map<number, PricedSku>()
  if (wanted.productIds.length + wanted.skuIds.length > 0) {
    const { skuIds, productIds } = wanted
    const found = viewer
      ? await rows<ProductRow>(FOR_USER, [skuIds, viewer.id, productIds, skuIds], client)
      : await rows<ProductRow>(FOR_NOBODY, [skuIds, productIds, skuIds], client)
    for (const row of found) {
      products.set(row.id, pricedProduct(row, viewer?.role ?? null))
      for (const sku of row.skus) skus.set(sku.id, pricedSku(sku, row, viewer?.role ?? null))
    }
  }
  return { product: (id) => products.get(id) ?? null, sku: (id) => skus.get(id) ?? null }
}
