import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { LockedOrder } from '#orders/queries/lock_order'
import { row } from '#shared/rows'
import type { OrderStatus, PaymentStatus } from '#shared/statuses'

/** An attempt and its order, both under their row locks. Amounts are text in yuan. */
export interface LockedPayment {
  id: number
  status: PaymentStatus
  amount: string
  out_trade_no: string
  transaction_id: string | null
  prepay_at: Date | null
  anomaly: string | null
  expires_at: Date
  order: LockedOrder
}

type Row = Omit<LockedPayment, 'order'> & {
  order_id: number
  order_number: string
  user_id: number
  order_status: OrderStatus
  payment_method: 'online' | 'credit'
  actual_amount: string
  order_expires_at: Date | null
  shipped_at: Date | null
  cancel_requested_at: Date | null
  status_before_refund: OrderStatus | null
}

const LOCK = `
  select p.id, p.status, p.amount, p.out_trade_no, p.transaction_id, p.prepay_at, p.anomaly,
    p.expires_at, o.id as order_id, o.order_number, o.user_id, o.status as order_status,
    o.payment_method, o.actual_amount, o.expires_at as order_expires_at, o.shipped_at,
    o.cancel_requested_at, o.status_before_refund
  from orders o join payments p on p.order_id = o.id`

/** Locks the order first, then the payment, as every transaction does. */
async function lock(
  condition: string,
  bindings: unknown[],
  trx: TransactionClientContract
): Promise<LockedPayment | null> {
  const found = await row<Row>(`${LOCK} where ${condition} for update of o, p`, bindings, trx)
  if (!found) return null
  return {
    id: found.id,
    status: found.status,
    amount: found.amount,
    out_trade_no: found.out_trade_no,
    transaction_id: found.transaction_id,
    prepay_at: found.prepay_at,
    anomaly: found.anomaly,
    expires_at: found.expires_at,
    order: {
      id: found.order_id,
      order_number: found.order_number,
      user_id: found.user_id,
      status: found.order_status,
      payment_method: found.payment_method,
      actual_amount: found.actual_amount,
      expires_at: found.order_expires_at,
      shipped_at: found.shipped_at,
      cancel_requested_at: found.cancel_requested_at,
      status_before_refund: found.status_before_refund,
    },
  }
}

export function lockPayment(id: number, trx: TransactionClientContract) {
  return lock('p.id = ?', [id], trx)
}

/**
 * Finds the attempt by our number at WeChat. A bare order number stands for the newest attempt of that
 * order: numbers without suffix are from before attempts were counted.
 */
export async function lockPaymentByTradeNo(outTradeNo: string, trx: TransactionClientContract) {
  const exact = await lock('p.out_trade_no = ?', [outTradeNo], trx)
  if (exact || outTradeNo.includes('-')) return exact
  return lock(
    `o.order_number = ? and p.id = (select max(id) from payments n where n.order_id = o.id)`,
    [outTradeNo],
    trx
  )
}
