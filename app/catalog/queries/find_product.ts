import { rows } from '#shared/rows'
import { pricedProduct, type PricedProduct, type ProductRow } from '#catalog/priced_product'
import {
  NO_RULE_COLUMN,
  PRODUCT_COLUMNS,
  PRODUCT_JOINS,
  RULE_COLUMN,
  skusColumn,
} from '#catalog/queries/product_sql'
import type { Viewer } from '#shared/viewer'

const find = (rule: string) => `
  select ${PRODUCT_COLUMNS}, ${skusColumn('s.is_active')}, ${rule}
  from products p ${PRODUCT_JOINS}
  where p.id = ? and (p.is_active or ?)`
const FOR_NOBODY = find(NO_RULE_COLUMN)
const FOR_USER = find(RULE_COLUMN)

/** One product with the viewer's prices, or null. Only administrators find inactive ones. */
export async function findProduct(
  id: number,
  viewer: Pick<Viewer, 'id' | 'role'> | null
): Promise<PricedProduct | null> {
  const [found] = viewer
    ? await rows<ProductRow>(FOR_USER, [viewer.id, id, viewer.role === 'admin'])
    : await rows<ProductRow>(FOR_NOBODY, [id, false])
  return found ? pricedProduct(found, viewer?.role ?? null) : null
}
