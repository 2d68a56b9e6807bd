import { part, type Part } from '#catalog/queries/part'
import {
  conditionsBesideShelves,
  conditionsOf,
  orderOf,
  shelvesOf,
  type ProductFilter,
  type ProductSort,
  type Shelves,
} from '#catalog/queries/product_filter'
import { isWalkCheaper, mostCollected } from '#catalog/queries/walking'
import type { Paging } from '#shared/paging'

type Page = Pick<Paging, 'pageSize' | 'offset'>

/**
 * Which products a list without a keyword shows: one row with `totals`, of which there is one, and the
 * `ids` of one page in their order. A total that is known is not counted again. The text is one of a
 * fixed set, chosen by which filters are given.
 */
export function productMatches(
  filter: ProductFilter,
  sort: ProductSort,
  page: Page,
  known?: number
): Part {
  const need = page.offset + page.pageSize
  const shelves = shelvesOf(filter)
  const walked = ordered(part`products p where true ${conditionsOf(filter)}`, sort, page)
  if (known !== undefined) {
    const ids =
      shelves && !isWalkCheaper(need, known) ? shelfByShelf(filter, shelves, sort, page) : walked
    return part`select array[${known}]::int[] as totals, ${ids} as ids`
  }
  if (!shelves)
    return part`
      select array[(select count(*) from products p where true ${conditionsOf(filter)})]::int[]
        as totals, ${walked} as ids`
  return part`
    select array[total]::int[] as totals, case when total > ${mostCollected(need)} then ${walked}
      else ${shelfByShelf(filter, shelves, sort, page)} end as ids
    from (${countOnShelves(filter, shelves)}) counted`
}

function ordered(source: Part, sort: ProductSort, { pageSize, offset }: Page): Part {
  return part`array(
    select p.id from ${source} order by ${orderOf(sort).order} limit ${pageSize} offset ${offset})`
}

function countOnShelves(filter: ProductFilter, { column, ids }: Shelves): Part {
  return part`
    select coalesce(sum(here.total), 0) as total from unnest(${ids}) shelf (id)
    cross join lateral (select count(*) as total from products p
      where ${column} = shelf.id ${conditionsBesideShelves(filter)}) here`
}

/**
 * The first products of each shelf, as many as the page may need: each shelf comes out of its index in
 * order, and what is left to sort is short.
 */
function shelfByShelf(
  filter: ProductFilter,
  { column, ids }: Shelves,
  sort: ProductSort,
  page: Page
): Part {
  const { order, columns } = orderOf(sort)
  const first = part`unnest(${ids}) shelf (id) cross join lateral (
    select ${columns} from products p
    where ${column} = shelf.id ${conditionsBesideShelves(filter)}
    order by ${order} limit ${page.offset + page.pageSize}) p`
  return ordered(first, sort, page)
}
