import type { ProductFilter, ProductSort } from '#catalog/queries/product_filter'
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
    isActive: readActivity(query.is_active, viewer),
  }
}

/** Only administrators see what is inactive, and may ask for either. */
export function readActivity(value: unknown, viewer: Viewer | null): boolean | undefined {
  return viewer?.role === 'admin' ? readFlag(value) : true
}

/** How many entries a list without pages shows. */
export function readLimit(
  value: unknown,
  { usual, most }: { usual: number; most: number }
): number {
  const wanted = readInteger(value) ?? usual
  return wanted < 1 ? usual : Math.min(wanted, most)
}

const MOST_IDS = 100

/** Ids between commas or in several parameters, each once; beyond a hundred they are not looked at. */
export function readIds(value: unknown): number[] {
  const texts = (Array.isArray(value) ? value : [value]).flatMap((text: unknown) =>
    typeof text === 'string' ? text.split(',') : []
  )
  const ids = texts.map(readInteger).filter((id) => id !== undefined && id > 0)
  return [...new Set(ids as number[])].slice(0, MOST_IDS)
}

/** An unknown order is the usual one of the list. */
export function readSort(value: unknown, usual: 'relevance' | 'popular'): ProductSort {
  return SORTS.find((sort) => sort === value) ?? usual
}

function readPrice(value: unknown): string | undefined {
  const text = readText(value)
  return PRICE.test(text) ? text : undefined
}
