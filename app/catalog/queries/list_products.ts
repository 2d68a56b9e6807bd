import type { PricedProduct } from '#catalog/priced_product'
import { knownBrands } from '#catalog/queries/known_brands'
import { largeTotals, sumOf } from '#catalog/queries/large_totals'
import { readPart, readPlanned } from '#catalog/queries/part'
import type { ProductFilter, ProductSort } from '#catalog/queries/product_filter'
import { productMatches } from '#catalog/queries/product_matches'
import { readProducts, type Customer } from '#catalog/queries/read_products'
import {
  pageOfFew,
  pageOfMany,
  totalsByRank,
  type WantedHits,
} from '#catalog/queries/search_matches'
import { ranksOf } from '#catalog/queries/search_ranks'
import { readSearch } from '#catalog/search_words'
import type { Paging } from '#shared/paging'

type Totals = readonly number[]
interface Page {
  products: PricedProduct[]
  totals: Totals
}

/**
 * One page of products with the viewer's prices, and how many there are in all. One statement; two for a
 * keyword, four when it has very many hits and nobody has just looked for it. Beyond the last page there
 * are no products, but still the total. Rule: docs/rules/catalogue.md
 */
export async function listProducts(
  wanted: { filter: ProductFilter; sort: ProductSort; paging: Paging },
  viewer: Customer
): Promise<{ products: PricedProduct[]; total: number }> {
  const { filter, sort, paging } = wanted
  const key = JSON.stringify(filter)
  const { round } = largeTotals
  const known = largeTotals.get(key)
  const search = filter.search ? readSearch(filter.search, await knownBrands()) : null
  const { products, totals } = search
    ? await readHits({ ...wanted, search }, viewer, known)
    : await readProducts<Totals>(
        productMatches(filter, sort, paging, known?.[0]),
        viewer,
        readerOf(filter)
      )
  largeTotals.set(key, totals, round)
  return { products, total: sumOf(totals) }
}

async function readHits(wanted: WantedHits, viewer: Customer, known?: Totals): Promise<Page> {
  if (!known) {
    const { products, totals } = await readProducts<Totals | null>(pageOfFew(wanted), viewer)
    if (totals) return { products, totals }
  }
  const totals = known ?? (await countHits(wanted))
  return readProducts<Totals>(pageOfMany(wanted, totals), viewer)
}

async function countHits(wanted: WantedHits): Promise<Totals> {
  const counted = await readPart<{ rank: number | null; total: number }>(totalsByRank(wanted))
  return ranksOf(wanted.search).map((_, rank) => {
    return counted.find((found) => found.rank === rank)?.total ?? 0
  })
}

/** How wide a range of prices is decides what is best done. */
function readerOf({ minPrice, maxPrice }: ProductFilter): typeof readPart {
  return (minPrice ?? maxPrice) === undefined ? readPart : readPlanned
}
