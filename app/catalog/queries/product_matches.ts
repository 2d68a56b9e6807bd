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
import type { Paging } from '#shared/paging'

/**
 * Which products a list without a keyword shows: one row with `totals`, of which there is one, and the
 * `ids` of one page in their order. A total that is known is not counted again. The text is one of a
 * fixed set, chosen by which filters are given.
 */
export function productMatches(
  filter: ProductFilter,
  sort: ProductSort,
  paging: Pick<Paging, 'pageSize' | 'offset'>,
  knownTotal?: number
): Part {
  const shelves = shelvesOf(filter)
  const { order } = orderOf(sort)
  const total = knownTotal === undefined ? count(filter, shelves) : part`${knownTotal}::int`
  const source = shelves
    ? shelfByShelf(filter, shelves, sort, paging)
    : part`products p where true ${conditionsOf(filter)}`
  return part`
    select array[${total}]::int[] as totals, array(
      select p.id from ${source} order by ${order}
      limit ${paging.pageSize} offset ${paging.offset}) as ids`
}

function count(filter: ProductFilter, shelves: Shelves | null): Part {
  if (!shelves) return part`(select count(*) from products p where true ${conditionsOf(filter)})`
  const { column, ids } = shelves
  return part`(
    select coalesce(sum(here.total), 0) from unnest(${ids}) shelf (id) cross join lateral (
      select count(*) as total from products p
      where ${column} = shelf.id ${conditionsBesideShelves(filter)}) here)`
}

/**
 * The first products of each shelf, as many as the page may need: each shelf comes out of its index in
 * order, and what is left to sort is short, however much stands on the shelves.
 */
function shelfByShelf(
  filter: ProductFilter,
  { column, ids }: Shelves,
  sort: ProductSort,
  { pageSize, offset }: Pick<Paging, 'pageSize' | 'offset'>
): Part {
  const { order, columns } = orderOf(sort)
  return part`unnest(${ids}) shelf (id) cross join lateral (
    select ${columns} from products p
    where ${column} = shelf.id ${conditionsBesideShelves(filter)}
    order by ${order} limit ${offset + pageSize}) p`
}
