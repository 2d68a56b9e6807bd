import { readOrders, type OrderView } from '#orders/queries/read_orders'
import type { Paging } from '#shared/paging'
import { rows } from '#shared/rows'
import { contains } from '#shared/sql'
import { orderStatus, type OrderStatus } from '#shared/statuses'

export interface OwnOrdersFilter {
  ownerId: number
  /** one status or several by comma, '' for all; what is no status selects nothing */
  status: string
  orderNumber: string
  productName: string
  createdAfter?: Date
  createdBefore?: Date
}

/** The caller's own orders, newest first, also for staff. Two statements whatever the page size. */
export async function listOwnOrders(
  filter: OwnOrdersFilter,
  paging: Paging
): Promise<{ results: OrderView[]; total: number }> {
  const statuses = readStatuses(filter.status)
  const found = await rows<{ id: number | null; total: number }>(
    `with matching as (
       select o.id, o.created_at from orders o
       where o.user_id = :ownerId
         ${filter.status ? 'and o.status = any(:statuses)' : ''}
         ${filter.orderNumber ? 'and o.order_number ilike :orderNumber' : ''}
         ${filter.createdAfter ? 'and o.created_at >= :createdAfter' : ''}
         ${filter.createdBefore ? 'and o.created_at <= :createdBefore' : ''}
         ${
           filter.productName
             ? `and exists (select 1 from order_items i where i.order_id = o.id
                  and i.product_name ilike :productName)`
             : ''
         }
     ), page as (
       select id from matching order by created_at desc, id desc limit :limit offset :offset
     )
     select page.id, counted.total
     from (select count(*) as total from matching) counted left join page on true`,
    {
      ownerId: filter.ownerId,
      statuses,
      orderNumber: contains(filter.orderNumber),
      productName: contains(filter.productName),
      createdAfter: filter.createdAfter ?? null,
      createdBefore: filter.createdBefore ?? null,
      limit: paging.pageSize,
      offset: paging.offset,
    }
  )
  const ids = found.flatMap(({ id }) => (id === null ? [] : [id]))
  return { results: await readOrders(ids), total: found[0]?.total ?? 0 }
}

function readStatuses(text: string): OrderStatus[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => orderStatus.is(part))
}
