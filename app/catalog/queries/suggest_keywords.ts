import { hotKeywords } from '#catalog/queries/hot_keywords'
import { squeeze } from '#catalog/search_text'
import { rows } from '#shared/rows'

const HOT_DAYS = 7
/** Behind whatever a text that begins with the prefix goes on with. */
const LAST = '\u{10FFFF}'

/** In the order of the index, so that a frequent prefix costs no more than a rare one. */
const NAMES = `
  select p.name from (
    select distinct on (name_text) name_text, product_id from product_search
    where is_active and name_text >= ? and name_text < ?
    order by name_text, product_id limit ?) f
  join products p on p.id = f.product_id`

/**
 * How a search that begins like this may go on: names of active products and keywords that are public
 * anyway. Nothing that a single person looked for is ever offered. Rule: docs/rules/catalogue.md
 */
export async function suggestKeywords(prefix: string, limit: number): Promise<string[]> {
  const beginning = squeeze(prefix)
  if (beginning === '') return []
  const names = await rows<{ name: string }>(NAMES, [beginning, beginning + LAST, limit])
  const hot = await hotKeywords({ days: HOT_DAYS })
  const keywords = hot.filter(({ keyword }) => squeeze(keyword).startsWith(beginning))
  const found = [...names.map(({ name }) => name), ...keywords.map(({ keyword }) => keyword)]
  return [...new Set(found)].sort().slice(0, limit)
}
