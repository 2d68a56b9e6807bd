import { namesOfBrand } from '#catalog/brand_names'
import type { KnownBrand } from '#catalog/search_words'
import { recall } from '#shared/recall'
import { rows } from '#shared/rows'

const SECONDS = 30

/** All brands under the names that people look for them by, at most half a minute old. */
export function knownBrands(): Promise<KnownBrand[]> {
  return recall('catalog.brands', SECONDS, async () => {
    const brands = await rows<{ id: number; name: string }>(
      'select id, name from brands order by id'
    )
    return brands.map(({ id, name }) => ({ id, names: namesOfBrand(name) }))
  })
}
