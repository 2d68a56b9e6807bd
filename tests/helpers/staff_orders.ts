import { randomBytes } from 'node:crypto'
import type { ApiClient } from '@japa/api-client'
import { UserFactory } from '#database/factories/user_factory'
import type User from '#models/user'
import { forgetFigures } from '#shared/recall'
import { row } from '#shared/rows'
import type { OrderStatus } from '#shared/statuses'
import { productOnSale } from '#tests/helpers/purchase'
import { staffSession } from '#tests/helpers/staff'

export interface OrderWish {
  status?: OrderStatus
  username?: string
  productName?: string
  source?: 'local' | 'haier' | 'mixed'
  supplyState?: string
  contactName?: string
  phone?: string
  province?: string
  city?: string
  logisticsNo?: string
  amount?: string
  credit?: boolean
  /** hours ago */
  createdAgo?: number
  createdAt?: string
  /** hours ago; paid with the order unless it is pending or cancelled */
  paidAgo?: number
  cancelRequested?: boolean
}

export interface MadeOrder {
  id: number
  number: string
  userId: number
  paymentId: number
}

/** An order as the database would hold it after its way to `status`, with a line and an attempt to pay. */
export async function madeOrder(wish: OrderWish = {}): Promise<MadeOrder> {
  const { status = 'paid', source = 'local', amount = '1999.00', createdAgo = 1 } = wish
  const paid = !['pending', 'cancelled'].includes(status)
  const user = await UserFactory.merge({
    username: wish.username ?? `客户${randomBytes(6).toString('hex')}`,
  }).create()
  const first = await productOnSale({ source: source === 'haier' ? 'haier' : 'local', sku: false })
  const number = `${17_000_000_00 + Math.floor(Math.random() * 99_999_999)}${String(Date.now()).slice(-6)}`
  const made = await row<{ id: number; payment: number }>(MAKE, {
    ...{ number, userId: user.id, productId: first.id, amount, status, paid },
    productName: wish.productName ?? '测试冰箱',
    supplyState: wish.supplyState ?? 'none',
    contactName: wish.contactName ?? '收货人',
    phone: wish.phone ?? '13000000000',
    province: wish.province ?? '山东省',
    city: wish.city ?? '青岛市',
    logisticsNo: wish.logisticsNo ?? '',
    method: wish.credit ? 'credit' : 'online',
    createdAt: wish.createdAt ?? new Date(Date.now() - createdAgo * 3_600_000),
    paidAt: paid ? new Date(Date.now() - (wish.paidAgo ?? createdAgo) * 3_600_000) : null,
    cancelRequestedAt: wish.cancelRequested ? new Date() : null,
    source: source === 'haier' ? 'haier' : 'local',
    second: source === 'mixed',
  })
  if (!made) throw new Error('the order was not made')
  forgetFigures()
  return { id: made.id, number, userId: user.id, paymentId: made.payment }
}

const MAKE = `
  with made as (
    insert into orders (order_number, user_id, product_id, quantity, total_amount, actual_amount,
      status, payment_method, expires_at, snapshot_contact_name, snapshot_phone, snapshot_province,
      snapshot_city, logistics_no, supply_state, created_at, paid_at, shipped_at,
      cancel_requested_at)
    values (:number, :userId, :productId, 1, :amount::numeric, :amount::numeric, :status, :method,
      now() + interval '1 hour', :contactName, :phone, :province, :city, :logisticsNo, :supplyState,
      :createdAt::timestamptz, :paidAt::timestamptz,
      case when :status in ('shipped', 'completed') then now() end, :cancelRequestedAt::timestamptz)
    returning *
  ), lines as (
    insert into order_items (order_id, product_id, product_name, quantity, unit_price,
      actual_amount, source, locked_quantity)
    select id, product_id, :productName, 1, actual_amount, actual_amount, :source, 1 from made
    union all
    select id, product_id, '另一件商品', 1, 1, 1, 'haier', 0 from made where :second::boolean
  ), history as (
    insert into order_status_histories (order_id, to_status, operator_id)
    select id, status, user_id from made
  ), payment as (
    insert into payments (order_id, amount, status, attempt, out_trade_no, transaction_id, paid_at,
      expires_at)
    select id, actual_amount, case when :paid::boolean then 'succeeded' else 'init' end, 1,
      order_number || '-1', case when :paid::boolean then 'T' || order_number end, paid_at, expires_at
    from made
    returning id
  )
  select made.id, payment.id as payment from made, payment`

/** A refund of the order's payment. */
export async function madeRefund(
  order: MadeOrder,
  refund: { status: string; amount?: string; code?: string; rejected?: boolean }
): Promise<void> {
  await row(
    `insert into refunds (order_id, payment_id, amount, status, origin, channel, out_refund_no,
       failure_code, rejected, succeeded_at)
     values (:orderId, :paymentId, :amount::numeric, :status, 'cancel', 'wechat', :number, :code,
       :rejected, case when :status = 'succeeded' then now() end)`,
    {
      orderId: order.id,
      paymentId: order.paymentId,
      amount: refund.amount ?? '1999.00',
      status: refund.status,
      number: `${order.number}-R1`,
      code: refund.code ?? '',
      rejected: refund.rejected ?? false,
    }
  )
  forgetFigures()
}

export const ORDERS = '/merchant/admin/orders'

/** The ids of the orders on a list page, in order. */
export async function listedIds(client: ApiClient, staff: User, query: string): Promise<number[]> {
  const response = await client.get(`${ORDERS}?${query}`).withSession(staffSession(staff))
  response.assertStatus(200)
  return idsIn(response.text())
}

export function idsIn(html: string): number[] {
  return [...html.matchAll(/<tr id="order-(\d+)"/g)].map(([, id]) => Number(id))
}

/** Posts a command of an order as a form without scripts would. */
export function command(
  client: ApiClient,
  staff: User,
  order: { id: number },
  name: string,
  form: Record<string, string>
) {
  return client
    .post(`${ORDERS}/${order.id}/${name}`)
    .withSession(staffSession(staff))
    .withCsrfToken()
    .redirects(0)
    .form(form)
}
