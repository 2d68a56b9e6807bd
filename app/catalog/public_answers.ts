import type { ProductFilter, ProductSort } from '#catalog/queries/product_filter'
import { largeTotals } from '#catalog/queries/large_totals'
import { AnswerCache } from '#shared/answer_cache'

/** What everybody may see of the catalogue, in the memory of this process. Rule: docs/rules/caching.md */
export const publicAnswers = new AnswerCache()

/** What decides which products a list has. */
const MEMBERSHIP = new Set(['products', 'brands', 'categories'])

/** Somebody changed what this tag stands for. */
export function forgetAnswers(tag: string): void {
  publicAnswers.forget(tag)
  if (MEMBERSHIP.has(tag)) largeTotals.forget()
}

/** What the answers that show these products depend on; their names of brand and category included. */
export function productTags(products: { id: number }[]): string[] {
  return ['brands', 'categories', ...products.map(({ id }) => `product:${id}`)]
}

const SORTED_BY_FIGURES = new Set<ProductSort>(['sales', 'views', 'popular'])

/** What it depends on which products a list shows, and in which order. */
export function listTags({ search }: ProductFilter, sort: ProductSort): string[] {
  return search || SORTED_BY_FIGURES.has(sort) ? ['products', 'popularity'] : ['products']
}
