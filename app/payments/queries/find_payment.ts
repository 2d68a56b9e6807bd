import { PAYMENT_WITH_LOGS, type PaymentView } from '#payments/payment_view'
import { notFound } from '#shared/domain_error'
import { row } from '#shared/rows'
import type { PaymentMethod } from '#shared/labels'
import type { OrderStatus, PaymentStatus } from '#shared/statuses'

/** An attempt with what is needed to decide about it; not locked. Amounts are text in yuan. */
export interface FoundPayment {
  id: number
  order_id: number
  order_number: string
  order_status: OrderStatus
  user_id: number
  amount: string
  method: PaymentMethod
  status: PaymentStatus
  anomaly: string | null
  out_trade_no: string
  prepay_id: string | null
  prepay_at: Date | null
  expires_at: Date
  openid: string | null
  /** as its owner reads it */
  view: PaymentView
}

/** `ownerId` makes foreign payments look like unknown ones. @throws DomainError NOT_FOUND */
export async function findPayment(id: number, ownerId?: number): Promise<FoundPayment> {
  const payment = await row<FoundPayment>(
    `select p.id, p.order_id, o.order_number, o.status as order_status, o.user_id, p.amount, p.method,
      p.status, p.anomaly, p.out_trade_no, p.prepay_id, p.prepay_at, p.expires_at, u.openid,
       ${PAYMENT_WITH_LOGS} as view
     from payments p join orders o on o.id = p.order_id join users u on u.id = o.user_id
     where p.id = ?`,
    [id]
  )
  if (!payment || (ownerId !== undefined && payment.user_id !== ownerId))
    throw notFound('支付单不存在')
  return payment
}
