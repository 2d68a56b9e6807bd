import type { ProductFilter, ProductSort } from '#catalog/queries/product_matches'
import { readFlag, readInteger, readText } from '#shared/paging'
import type { Viewer } from '#shared/viewer'

const SORTS = ['price_asc', 'price_desc', 'sales', 'created', 'views'] as const
const PRICE = /^-?\d{1,12}(\.\d{1,6})?$/

/**
 * What the query string asks for; what does not parse counts as absent. Only administrators see
 * inactive products. Rule: docs/rules/catalogue.md
 */
export function readProductFilter(
  query: Record<string, unknown>,
  viewer: Viewer | null
): ProductFilter {
  return {
    search: readText(query.search) || undefined,
    category: readText(query.category) || undefined,
    brand: readText(query.brand) || undefined,
    categoryId: readInteger(query.category_id),
    minPrice: readPrice(query.min_price),
    maxPrice: readPrice(query.max_price),
    inGiftZone: readFlag(query.show_in_gift_zone),
    inDesignerZone: readFlag(query.show_in_designer_zone),
    isActive: viewer?.role === 'admin' ? readFlag(query.is_active) : true,
  }
}

/** An unknown order is the usual one of the list. */
export function readSort(value: unknown, usual: 'relevance' | 'popular'): ProductSort {
  return SORTS.find((sort) => sort === value) ?? usual
}

function readPrice(value: unknown): string | undefined {
  const text = readText(value)
  return PRICE.test(text) ? text : undefined
}
