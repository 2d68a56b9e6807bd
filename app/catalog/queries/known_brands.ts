import { namesOfBrand } from '#catalog/brand_names'
import type { KnownBrand } from '#catalog/search_words'
import { rows } from '#shared/rows'

const MOST_NAMES = 2_000
const names = new Map<string, string[]>()

/**
 * All brands under the names that people look for them by. Read for each search: what is found must not
 * be older than the answers that are kept of it.
 */
export async function knownBrands(): Promise<KnownBrand[]> {
  const brands = await rows<{ id: number; name: string }>('select id, name from brands order by id')
  return brands.map(({ id, name }) => ({ id, names: remembered(name) }))
}

/** What a name leads to never changes. */
function remembered(name: string): string[] {
  const known = names.get(name)
  if (known) return known
  if (names.size >= MOST_NAMES) names.clear()
  const found = namesOfBrand(name)
  names.set(name, found)
  return found
}
