import { hotKeywords } from '#catalog/queries/hot_keywords'
import { part, readPart, type Part } from '#catalog/queries/part'
import { squeeze } from '#catalog/search_text'

const HOT_DAYS = 7
/** Behind whatever a text that begins with the prefix goes on with. */
const LAST = '\u{10FFFF}'

/** Names in the order of the index, so that a frequent beginning costs no more than a rare one. */
export function namesBeginning(prefix: string, limit: number): Part {
  return part`
    select p.name from (
      select distinct on (name_text) name_text, product_id from search_documents
      where is_active and name_text >= ${prefix} and name_text < ${prefix + LAST}
      order by name_text, product_id limit ${limit}) f
    join products p on p.id = f.product_id`
}

/**
 * How a search that begins like this may go on: names of active products and keywords that are public
 * anyway. Nothing that a single person looked for is ever offered. Rule: docs/rules/catalogue.md
 */
export async function suggestKeywords(prefix: string, limit: number): Promise<string[]> {
  const beginning = squeeze(prefix)
  if (beginning === '') return []
  const names = await readPart<{ name: string }>(namesBeginning(beginning, limit))
  const hot = await hotKeywords({ days: HOT_DAYS })
  const keywords = hot.filter(({ keyword }) => squeeze(keyword).startsWith(beginning))
  const found = [...names.map(({ name }) => name), ...keywords.map(({ keyword }) => keyword)]
  return [...new Set(found)].sort().slice(0, limit)
}
