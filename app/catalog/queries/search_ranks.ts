import { part, text, type Part } from '#catalog/queries/part'
import type { Search } from '#catalog/search_words'
import type { Paging } from '#shared/paging'

/**
 * What the search row `s` of a product must hold for each rank, best first; the first that it holds is
 * its rank, and what holds none is no hit. A name that holds the whole keyword; a name with all words;
 * all words in name, brand, model, codes and SKUs; all words anywhere. Of a single word the first two are one.
 * Rule: docs/rules/catalogue.md
 */
export function ranksOf(search: Search): Part[] {
  return search.patterns.length === 1 ? ranksOfWord(search) : ranksOfWords(search)
}

function ranksOfWord({ phrase, brandIds }: Search): Part[] {
  const within = (column: string) => part`strpos(s.${text(column)}, ${phrase}) > 0`
  return [
    part`(${within('name_text')})`,
    part`(${within('keyword_text')} or s.brand_id = any(${brandIds}::bigint[]))`,
    part`(${within('description_text')} or ${within('sign_text')})`,
  ]
}

function ranksOfWords({ phrase, patterns, brandIds, brandTexts }: Search): Part[] {
  const brand = part`coalesce((${brandTexts}::text[])[array_position(${brandIds}::bigint[], s.brand_id)], '')`
  const goods = part`s.name_text || ' ' || s.keyword_text || ' ' || ${brand}`
  const everything = part`${goods} || ' ' || s.description_text || ' ' || s.sign_text`
  return [
    part`(strpos(s.name_text, ${phrase}) > 0)`,
    part`(s.name_text like all (${patterns}::text[]))`,
    part`((${goods}) like all (${patterns}::text[]))`,
    part`((${everything}) like all (${patterns}::text[]))`,
  ]
}

/** The rank as a column, from 0; null for what the index offers and is no hit. */
export function rankColumn(ranks: Part[]): Part {
  const cases = ranks.map((holds, rank) => part` when ${holds} then ${text(String(rank))}`)
  return part`case ${sequence(cases)} end as rank`
}

/** The condition of this rank and of none above it. */
export function onlyRank(ranks: Part[], rank: number): Part {
  const above = ranks.slice(0, rank).map((holds) => part` and not ${holds}`)
  return part`${ranks[rank]}${sequence(above)}`
}

export function anyRank([best, ...others]: Part[]): Part {
  return part`(${best}${sequence(others.map((holds) => part` or ${holds}`))})`
}

/** A part of the hits of one rank, of which there are `total`. */
export interface Slice {
  total: number
  limit: number
  offset: number
}

/** Which hits of each rank a page shows; ranks that it does not touch are left out. */
export function slicesOf(
  totals: readonly number[],
  { pageSize, offset }: Pick<Paging, 'pageSize' | 'offset'>
): (Slice & { rank: number })[] {
  let before = 0
  return totals.flatMap((total, rank) => {
    const first = Math.max(offset - before, 0)
    const last = Math.min(offset + pageSize - before, total)
    before += total
    return last > first ? [{ rank, total, limit: last - first, offset: first }] : []
  })
}

function sequence(parts: Part[]): Part {
  return parts.reduce((all, next) => part`${all}${next}`, text(''))
}
