import { sumOf } from '#catalog/queries/large_totals'
import { part, text, type Part } from '#catalog/queries/part'
import {
  conditionsOf,
  orderOf,
  type ProductFilter,
  type ProductSort,
} from '#catalog/queries/product_filter'
import {
  anyRank,
  onlyRank,
  rankColumn,
  ranksOf,
  slicesOf,
  type Slice,
} from '#catalog/queries/search_ranks'
import { isWalkCheaper, mostCollected } from '#catalog/queries/walking'
import type { Search } from '#catalog/search_words'
import type { Paging } from '#shared/paging'

/**
 * Which products a keyword finds, in their order: by rank, among equals what sells first. Few hits are
 * collected through the index, sorted and counted in one statement. Of many, only what the page shows is
 * read, for which the total of each rank must be known. Rule: docs/rules/catalogue.md
 */
export interface WantedHits {
  search: Search
  filter: ProductFilter
  sort: ProductSort
  paging: Pick<Paging, 'pageSize' | 'offset'>
}

/** One row with `totals` and `ids`; both null when there are too many hits. */
export function pageOfFew(wanted: WantedHits): Part {
  const { search, sort, paging } = wanted
  const ranks = ranksOf(search)
  const totals = ranks.map((_, rank) => `count(*) filter (where rank = ${rank})`)
  const { order, columns } = orderOf(figured(sort))
  const most = mostCollected(paging.offset + paging.pageSize)
  return part`
    with p as materialized (
      select ${columns}, ${rankColumn(ranks)} ${hits(wanted, search.query)} limit ${most + 1}),
    counted as (
      select array[${text(totals.join(', '))}]::int[] as totals, count(*) <= ${most} as is_all
      from p)
    select case when is_all then totals end as totals, case when is_all then array(
      select p.id from p where rank is not null
      order by ${sort === 'relevance' ? part`rank, ${order}` : order}
      limit ${paging.pageSize} offset ${paging.offset}) end as ids
    from counted`
}

/** A row for each rank that has hits, and one without a rank for what is no hit after all. */
export function totalsByRank(wanted: WantedHits): Part {
  const { search } = wanted
  return part`
    select rank, count(*)::int as total
    from (select ${rankColumn(ranksOf(search))} ${hits(wanted, search.query)}) hit group by rank`
}

/** One row with `totals` and `ids`. Each rank that the page touches is read on its own. */
export function pageOfMany(wanted: WantedHits, totals: readonly number[]): Part {
  const { search, sort, paging } = wanted
  const ranks = ranksOf(search)
  const all = sumOf(totals)
  const whole = { total: all, limit: paging.pageSize, offset: paging.offset }
  const parts =
    sort === 'relevance'
      ? slicesOf(totals, paging).map(({ rank, ...slice }) =>
          rank === 0
            ? readSlice(wanted, slice, ranks[0], { query: search.phraseQuery, size: slice.total })
            : readSlice(wanted, slice, onlyRank(ranks, rank), { query: search.query, size: all })
        )
      : [readSlice(wanted, whole, anyRank(ranks), { query: search.query, size: all })]
  const ids = parts.reduce((before, next) => part`${before} || ${next}`, text(`'{}'::bigint[]`))
  return part`select ${totals}::int[] as totals, ${ids} as ids`
}

/**
 * The ids of a slice, by the cheaper way: to walk all products in their order until there are enough,
 * which takes the longer the rarer its hits are, or to collect and sort what the index offers.
 */
function readSlice(
  wanted: WantedHits,
  { total, limit, offset }: Slice,
  condition: Part,
  offered: { query: string; size: number }
): Part {
  const { filter, sort } = wanted
  const { order } = orderOf(figured(sort))
  const source = isWalkCheaper(offset + limit, total, offered.size)
    ? part`from products p cross join lateral (
          select from search_documents s where s.product_id = p.id and ${condition} offset 0) s
        where true ${conditionsOf(filter)}`
    : part`${hits(wanted, offered.query)} and ${condition}`
  return part`array(select p.id ${source} order by ${order} limit ${limit} offset ${offset})`
}

/**
 * What the index offers. The query is compared as a sub-select, so that the planner always takes the
 * index: knowing that a word is frequent, it would rather cut every text into its pieces.
 */
function hits({ filter }: WantedHits, query: string): Part {
  return part`from search_documents s cross join lateral (select s.product_id as id, s.*) p
    where search_lexemes(array[s.name_text, s.keyword_text, s.description_text, s.sign_text],
      s.brand_id) @@ (select ${query}::tsquery) ${conditionsOf(filter)}`
}

/** By relevance, hits of one rank stand as the best selling ones do. */
function figured(sort: ProductSort): ProductSort {
  return sort === 'relevance' ? 'sales' : sort
}
