import { rows } from '#shared/rows'
import { instant } from '#shared/sql'
import type { PaymentMethod } from '#shared/labels'
import type { OrderStatus } from '#shared/statuses'

export interface OrderLine {
  id: number
  product_id: number
  product_name: string
  sku_id: number | null
  sku_specs: Record<string, string>
  sku_code: string
  quantity: number
  unit_price: string
  discount_amount: string
  actual_amount: string
  snapshot_image: string
  source: string
  product_code: string | null
  created_at: string
}

/** An order as its owner reads it: amounts and instants are finished text. */
export interface OrderView {
  id: number
  order_number: string
  user_id: number
  username: string
  product_id: number | null
  quantity: number
  total_amount: string
  discount_amount: string
  actual_amount: string
  paid_amount: string
  refunded_amount: string
  refundable_amount: string
  refund_pending: boolean
  refund_action_required: boolean
  refund_locked: boolean
  status: OrderStatus
  payment_method: 'online' | 'credit'
  newest_method: PaymentMethod | null
  created_at: string
  updated_at: string
  expires_at: string | null
  snapshot_contact_name: string
  snapshot_phone: string
  snapshot_address: string
  snapshot_province: string
  snapshot_city: string
  snapshot_district: string
  snapshot_town: string
  note: string
  cancel_reason: string
  cancelled_at: string | null
  haier_order_no: string
  haier_so_id: string | null
  haier_status: string
  logistics_no: string
  express_company: string
  delivery_record_code: string
  sn_code: string
  delivery_images: string[]
  distribution_time: string | null
  install_time: string | null
  is_delivery_install: boolean
  is_government_order: boolean
  items: OrderLine[]
}

/** One row per order with everything that a page of orders shows: a fixed cost per order, no query. */
const SELECT = `
  select o.id, o.order_number, o.user_id, u.username, o.product_id, o.quantity, o.total_amount,
    o.discount_amount, o.actual_amount, o.status, o.payment_method,
    coalesce(money.paid, 0)::numeric(12, 2)::text as paid_amount,
    coalesce(money.refunded, 0)::numeric(12, 2)::text as refunded_amount,
    greatest(coalesce(money.paid, 0) - coalesce(money.reserved, 0), 0)::numeric(12, 2)::text
      as refundable_amount,
    coalesce(money.refund_pending, false) as refund_pending,
    coalesce(money.refund_action_required, false) as refund_action_required,
    coalesce(money.refund_locked, false) as refund_locked,
    money.newest_method,
    ${instant('o.created_at')} as created_at, ${instant('o.updated_at')} as updated_at,
    case when o.status = 'pending' then ${instant('o.expires_at')} end as expires_at,
    o.snapshot_contact_name, o.snapshot_phone, o.snapshot_address, o.snapshot_province,
    o.snapshot_city, o.snapshot_district, o.snapshot_town, o.note, o.cancel_reason,
    ${instant('o.cancelled_at')} as cancelled_at, o.haier_order_no, o.haier_so_id, o.haier_status,
    o.logistics_no, o.express_company, o.delivery_record_code, o.sn_code, o.delivery_images,
    ${instant('o.distribution_time')} as distribution_time,
    ${instant('o.install_time')} as install_time, o.is_delivery_install, o.is_government_order,
    (select json_agg(json_build_object('id', i.id, 'product_id', i.product_id,
        'product_name', i.product_name, 'sku_id', i.sku_id, 'sku_specs', i.sku_specs,
        'sku_code', i.sku_code, 'quantity', i.quantity, 'unit_price', i.unit_price::text,
        'discount_amount', i.discount_amount::text, 'actual_amount', i.actual_amount::text,
        'snapshot_image', i.snapshot_image, 'source', i.source, 'product_code', i.product_code,
        'created_at', ${instant('i.created_at')}) order by i.id)
      from order_items i where i.order_id = o.id) as items
  from orders o
  join users u on u.id = o.user_id
  left join lateral (
    select
      (select sum(p.amount) from payments p
        where p.order_id = o.id and p.status = 'succeeded' and p.anomaly is null) as paid,
      (select p.method from payments p where p.order_id = o.id order by p.id desc limit 1)
        as newest_method,
      sum(r.amount) filter (where r.status = 'succeeded' and r.origin not in ('late_payment', 'duplicate_payment')) as refunded,
      sum(r.amount) filter (where r.origin not in ('late_payment', 'duplicate_payment')
        and (r.status <> 'failed' or r.failure_code = 'ABNORMAL')) as reserved,
      bool_or(r.status in ('pending', 'processing')) as refund_pending,
      bool_or(r.status in ('pending', 'failed')) as refund_action_required,
      count(r.id) > 0 as refund_locked
    from refunds r where r.order_id = o.id
  ) money on true`

const BY_IDS = `${SELECT} where o.id = any((select ?::bigint[])::bigint[]) order by o.created_at desc, o.id desc`

/** The orders with these ids, newest first. One statement whatever their number. */
export function readOrders(ids: number[]): Promise<OrderView[]> {
  return ids.length === 0 ? Promise.resolve([]) : rows<OrderView>(BY_IDS, [ids])
}

/** Order and payments of a checkout or a detail page in one statement. */
export async function readOrder(id: number): Promise<OrderView | null> {
  const [order] = await readOrders([id])
  return order ?? null
}
