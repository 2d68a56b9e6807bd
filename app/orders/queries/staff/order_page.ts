import { REFUND_WAITS } from '#orders/queries/staff/order_filters'
import { orderTimeline, type TimelineRow } from '#orders/queries/staff/order_timeline'
import { notFound } from '#shared/domain_error'
import type { UserRole } from '#shared/labels'
import { row, rows } from '#shared/rows'
import type { OrderStatus, PaymentStatus, RefundStatus } from '#shared/statuses'

/** An order as staff read it. Amounts are text in yuan. */
export interface OrderFacts {
  id: number
  order_number: string
  status: OrderStatus
  status_before_refund: OrderStatus | null
  payment_method: 'online' | 'credit'
  paid: boolean
  quantity: number
  total_amount: string
  discount_amount: string
  actual_amount: string
  paid_amount: string
  refunded_amount: string
  refundable_amount: string
  refund_waiting: boolean
  cancel_requested: boolean
  cancel_reason: string
  cancelled_at: Date | null
  created_at: Date
  /** all digits of the instant, to find the place of the order in a list */
  created_key: string
  expires_at: Date | null
  paid_at: Date | null
  shipped_at: Date | null
  completed_at: Date | null
  waited_hours: number | null
  contact_name: string
  phone: string
  address: string
  town: string
  note: string
  staff_note: string
  supply_state: string
  has_haier: boolean
  haier_order_no: string
  haier_fail_msg: string
  express_company: string
  logistics_no: string
  delivery_record_code: string
  sn_code: string
  delivery_images: string[]
  distribution_time: Date | null
  install_time: Date | null
  is_delivery_install: boolean
  is_government_order: boolean
  user_id: number
  username: string
  role: UserRole
  user_phone: string | null
  date_joined: Date
  /** the customer's orders, and what the paid ones among them came to */
  order_count: number
  spent: string
}

export interface OrderItem {
  id: number
  product_name: string
  sku_specs: Record<string, unknown>
  sku_code: string
  product_code: string | null
  snapshot_image: string
  source: 'local' | 'haier'
  unit_price: string
  quantity: number
  discount_amount: string
  actual_amount: string
}

export interface OrderPayment {
  id: number
  method: string
  amount: string
  status: PaymentStatus
  out_trade_no: string
  transaction_id: string | null
  anomaly: string | null
  asked: boolean
  created_at: Date
  paid_at: Date | null
}

export interface OrderRefund {
  id: number
  amount: string
  status: RefundStatus
  rejected: boolean
  failure_code: string
  failure_reason: string
  reason: string
  channel: string
  out_refund_no: string | null
  operator: string | null
  created_at: Date
  succeeded_at: Date | null
}

export interface OrderPage extends OrderFacts {
  items: OrderItem[]
  payments: OrderPayment[]
  refunds: OrderRefund[]
  timeline: TimelineRow[]
}

const NOT_EXTRA = `r.origin not in ('late_payment', 'duplicate_payment')`

const FACTS = `
  select o.id, o.order_number, o.status, o.status_before_refund, o.payment_method,
    o.paid_at is not null as paid, o.quantity, o.total_amount, o.discount_amount, o.actual_amount,
    money.paid::text as paid_amount, money.refunded::text as refunded_amount,
    greatest(money.paid - money.reserved, 0)::numeric(12, 2)::text as refundable_amount,
    money.refund_waiting, o.cancel_requested_at is not null as cancel_requested, o.cancel_reason,
    o.cancelled_at, o.created_at, o.created_at::text as created_key, o.expires_at, o.paid_at,
    o.shipped_at, o.completed_at,
    case when o.status = 'paid' then floor(extract(epoch from now() - o.paid_at) / 3600)::int end
      as waited_hours,
    o.snapshot_contact_name as contact_name, o.snapshot_phone as phone,
    o.snapshot_address as address, o.snapshot_town as town, o.note, o.staff_note, o.supply_state,
    exists (select 1 from order_items i where i.order_id = o.id and i.source = 'haier') as has_haier,
    o.haier_order_no, o.haier_fail_msg, o.express_company, o.logistics_no, o.delivery_record_code,
    o.sn_code, o.delivery_images, o.distribution_time, o.install_time, o.is_delivery_install,
    o.is_government_order, u.id as user_id, u.username, u.role, u.phone as user_phone,
    u.date_joined, customer.order_count, customer.spent
  from orders o
  join users u on u.id = o.user_id
  cross join lateral (select
      coalesce((select sum(p.amount) from payments p where p.order_id = o.id
        and p.status = 'succeeded' and p.anomaly is null), 0)::numeric(12, 2) as paid,
      coalesce(sum(r.amount) filter (where r.status = 'succeeded' and ${NOT_EXTRA}), 0)::numeric(12, 2)
        as refunded,
      coalesce(sum(r.amount) filter (where ${NOT_EXTRA}
        and (r.status <> 'failed' or r.failure_code = 'ABNORMAL')), 0) as reserved,
      coalesce(bool_or(${REFUND_WAITS}), false) as refund_waiting
    from refunds r where r.order_id = o.id) money
  cross join lateral (select count(*)::int as order_count, coalesce(sum(own.actual_amount)
      filter (where own.status in ('paid', 'shipped', 'completed')), 0)::text as spent
    from orders own where own.user_id = o.user_id) customer
  where o.id = ?`

const ITEMS = `
  select id, product_name, sku_specs, sku_code, product_code, snapshot_image, source, unit_price,
    quantity, discount_amount, actual_amount
  from order_items where order_id = ? order by id`

const PAYMENTS = `
  select id, method, amount, status, out_trade_no, transaction_id, anomaly,
    prepay_at is not null as asked, created_at, paid_at
  from payments where order_id = ? order by id desc`

const REFUNDS = `
  select r.id, r.amount, r.status, r.rejected, r.failure_code, r.failure_reason, r.reason, r.channel,
    r.out_refund_no, u.username as operator, r.created_at, r.succeeded_at
  from refunds r left join users u on u.id = r.operator_id where r.order_id = ? order by r.id desc`

/** What decides and what is shown at the head of every dialog. @throws DomainError NOT_FOUND */
export async function orderFacts(id: number): Promise<OrderFacts> {
  const order = await row<OrderFacts>(FACTS, [id])
  if (!order) throw notFound('订单不存在')
  return order
}

/** Everything staff see of one order, in five statements. @throws DomainError NOT_FOUND */
export async function orderPage(id: number): Promise<OrderPage> {
  const [order, items, payments, refunds, timeline] = await Promise.all([
    orderFacts(id),
    orderItems(id),
    rows<OrderPayment>(PAYMENTS, [id]),
    rows<OrderRefund>(REFUNDS, [id]),
    orderTimeline(id),
  ])
  return { ...order, items, payments, refunds, timeline }
}

export function orderItems(id: number): Promise<OrderItem[]> {
  return rows<OrderItem>(ITEMS, [id])
}

/** The id of the order with this number, or null. */
export async function findOrderByNumber(orderNumber: string): Promise<number | null> {
  const found = await row<{ id: number }>('select id from orders where order_number = ?', [
    orderNumber,
  ])
  return found?.id ?? null
}
