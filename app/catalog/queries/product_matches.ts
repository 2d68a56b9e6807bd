import { part, type Part } from '#catalog/queries/part'
import {
  conditionsBesideShelves,
  conditionsOf,
  orderOf,
  shelvesOf,
  type ProductFilter,
  type ProductSort,
} from '#catalog/queries/product_filter'
import type { Paging } from '#shared/paging'

/**
 * Which products a list without a keyword shows: one row with `totals`, of which there is one, and
 * the `ids` of one page in their order. A total that is known is not counted again. The text is one of a fixed set, chosen by
 * which filters are given.
 */
export function productMatches(
  filter: ProductFilter,
  sort: ProductSort,
  paging: Pick<Paging, 'pageSize' | 'offset'>,
  knownTotal?: number
): Part {
  const shelves = shelvesOf(filter)
  const { order } = orderOf(sort)
  const total =
    knownTotal === undefined
      ? part`(select count(*) from products p where true ${conditionsOf(filter)})`
      : part`${knownTotal}::int`
  const source = shelves
    ? shelfByShelf(shelves, conditionsBesideShelves(filter), sort, paging)
    : part`products p where true ${conditionsOf(filter)}`
  return part`
    select array[${total}]::int[] as totals, array(
      select p.id from ${source} order by ${order}
      limit ${paging.pageSize} offset ${paging.offset}) as ids`
}

/**
 * The first products of each shelf, as many as the page may need: each shelf comes out of its index in
 * order, and what is left to sort is short, however much stands on the shelves.
 */
function shelfByShelf(
  { column, ids }: { column: Part; ids: Part },
  conditions: Part,
  sort: ProductSort,
  { pageSize, offset }: Pick<Paging, 'pageSize' | 'offset'>
): Part {
  const { order, columns } = orderOf(sort)
  return part`unnest(${ids}) shelf (id) cross join lateral (
    select ${columns} from products p where ${column} = shelf.id ${conditions}
    order by ${order} limit ${offset + pageSize}) p`
}
