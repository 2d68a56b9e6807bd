import {
  orderConditions,
  REFUND_WAITS,
  type OrderFilters,
} from '#orders/queries/staff/order_filters'
import { row, rows } from '#shared/rows'
import type { UserRole } from '#shared/labels'
import type { OrderStatus } from '#shared/statuses'

/** Pages are counted and shown up to here; what lies further is found by filters. */
export const MAX_COUNTED = 10_000

export type OrderSort = '-created_at' | 'created_at' | '-actual_amount' | 'actual_amount'

/** Total orders, so that no row appears on two pages. */
export const ORDER_SORTS: Record<OrderSort, { column: string; direction: 'asc' | 'desc' }> = {
  '-created_at': { column: 'created_at', direction: 'desc' },
  'created_at': { column: 'created_at', direction: 'asc' },
  '-actual_amount': { column: 'actual_amount', direction: 'desc' },
  'actual_amount': { column: 'actual_amount', direction: 'asc' },
}

/** One line of the list; amounts are text in yuan. */
export interface OrderRow {
  id: number
  order_number: string
  user_id: number
  username: string
  role: UserRole
  status: OrderStatus
  payment_method: 'online' | 'credit'
  paid: boolean
  quantity: number
  total_amount: string
  actual_amount: string
  refunded_amount: string | null
  refund_waiting: boolean
  cancel_requested: boolean
  supply_state: string
  has_haier: boolean
  has_local: boolean
  is_government_order: boolean
  is_delivery_install: boolean
  has_note: boolean
  contact_name: string
  phone: string
  address: string
  logistics_no: string
  created_at: Date
  /** whole hours since the payment, for orders that wait to be sent */
  waited_hours: number | null
  goods: string
  image: string
  specs: Record<string, string>
  line_count: number
  all_goods: string
}

const DETAILS = `
  o.id, o.order_number, o.user_id, u.username, u.role, o.status, o.payment_method,
  o.paid_at is not null as paid, o.quantity, o.total_amount, o.actual_amount,
  money.refunded_amount, coalesce(money.refund_waiting, false) as refund_waiting,
  o.cancel_requested_at is not null as cancel_requested, o.supply_state, lines.has_haier,
  lines.has_local, o.is_government_order, o.is_delivery_install,
  (o.note <> '' or o.staff_note <> '') as has_note, o.snapshot_contact_name as contact_name,
  o.snapshot_phone as phone, o.snapshot_address as address, o.logistics_no, o.created_at,
  case when o.status = 'paid' then floor(extract(epoch from now() - o.paid_at) / 3600)::int end
    as waited_hours,
  first.product_name as goods, first.snapshot_image as image, first.sku_specs as specs,
  lines.line_count, lines.all_goods`

const JOINS = `
  join orders o on o.id = page.id
  join users u on u.id = o.user_id
  cross join lateral (select i.product_name, i.snapshot_image, i.sku_specs from order_items i
    where i.order_id = o.id order by i.id limit 1) first
  cross join lateral (select count(*)::int as line_count, bool_or(i.source = 'haier') as has_haier,
      bool_or(i.source = 'local') as has_local,
      string_agg(i.product_name || ' × ' || i.quantity, e'\\n' order by i.id) as all_goods
    from order_items i where i.order_id = o.id) lines
  left join lateral (select
      sum(r.amount) filter (where r.status = 'succeeded'
        and r.origin not in ('late_payment', 'duplicate_payment'))::text as refunded_amount,
      bool_or(${REFUND_WAITS}) as refund_waiting
    from refunds r where r.order_id = o.id) money on true`

/** One page of the orders that staff look for. One statement whatever the page size. */
export function listOrders(
  filters: OrderFilters,
  sort: OrderSort,
  page: { offset: number; pageSize: number }
): Promise<OrderRow[]> {
  const { where, bindings } = orderConditions(filters)
  const { column, direction } = ORDER_SORTS[sort]
  return rows<OrderRow>(
    `select ${DETAILS}
     from (select o.id from orders o where ${where}
       order by o.${column} ${direction}, o.id ${direction} limit :limit offset :offset) page
     ${JOINS}
     order by o.${column} ${direction}, o.id ${direction}`,
    { ...bindings, limit: page.pageSize, offset: page.offset }
  )
}

/** How many orders match, counted no further than one above `MAX_COUNTED`. */
export async function countOrders(filters: OrderFilters): Promise<number> {
  const { where, bindings } = orderConditions(filters)
  const counted = await row<{ total: number }>(
    `select count(*)::int as total
     from (select 1 from orders o where ${where} limit ${MAX_COUNTED + 1}) as matching`,
    bindings
  )
  return counted?.total ?? 0
}

/** Where an order stands in a sorted list: its sort values as text, with all their digits. */
export interface ListPlace {
  id: number
  created_key: string
  actual_amount: string
}

/** The orders before and after this one in the list that staff came from. One statement. */
export async function neighbours(
  place: ListPlace,
  filters: OrderFilters,
  sort: OrderSort
): Promise<{ previous: number | null; next: number | null }> {
  const { where, bindings } = orderConditions(filters)
  const { column, direction } = ORDER_SORTS[sort]
  const type = column === 'created_at' ? 'timestamptz' : 'numeric'
  const side = (ahead: boolean) => {
    const way = ahead === (direction === 'desc') ? 'desc' : 'asc'
    return `(select o.id from orders o where ${where}
      and (o.${column}, o.id) ${way === 'desc' ? '<' : '>'} (:placeKey::${type}, :placeId::bigint)
      order by o.${column} ${way}, o.id ${way} limit 1)`
  }
  const found = await row<{ previous: number | null; next: number | null }>(
    `select ${side(false)} as previous, ${side(true)} as next`,
    {
      ...bindings,
      placeId: place.id,
      placeKey: column === 'created_at' ? place.created_key : place.actual_amount,
    }
  )
  return found ?? { previous: null, next: null }
}
