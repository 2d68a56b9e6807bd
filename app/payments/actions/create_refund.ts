import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { notify } from '#messaging/actions/notify'
import type { LockedPayment } from '#payments/queries/lock_payment'
import { refundNotice } from '#payments/refund_notices'
import { SYSTEM, type Actor } from '#shared/actor'
import { audit } from '#shared/audit'
import { Money } from '#shared/money'
import { enqueue } from '#shared/queue'
import { execute, row } from '#shared/rows'

export type RefundOrigin = 'cancel' | 'late_payment' | 'duplicate_payment'

const REASONS: Record<RefundOrigin, string> = {
  cancel: '订单取消',
  late_payment: '订单取消后到账，自动退款',
  duplicate_payment: '重复支付，自动退款',
}

/**
 * Books the return of everything that an attempt still holds and lets the worker start it. The number
 * at WeChat is fixed here and kept through every retry, so money never goes back twice. Answers the id,
 * or null when nothing is left to return. The caller has locked order and payment.
 * Rule: docs/rules/payments.md
 */
export async function createAutomaticRefund(
  payment: LockedPayment,
  origin: RefundOrigin,
  trx: TransactionClientContract,
  by: Actor = SYSTEM
): Promise<number | null> {
  const amount = await refundableOf(payment, trx)
  if (amount.fen <= 0) return null
  const refund = await row<{ id: number }>(
    `insert into refunds (order_id, payment_id, amount, reason, origin, channel, operator_id)
     values (?, ?, ?, ?, ?, 'wechat', ?) returning id`,
    [payment.order.id, payment.id, amount, REASONS[origin], origin, by.id],
    trx
  )
  if (!refund) throw new Error('the refund was not inserted')
  await execute(
    `with numbered as (
       update refunds set out_refund_no = :number where id = :id
     )
     insert into refund_events (refund_id, event, data)
     values (:id, 'refund_created', jsonb_build_object('amount', :amount::text,
       'order_status', :orderStatus::text))`,
    {
      id: refund.id,
      number: `${payment.order.order_number}-R${refund.id}`,
      amount: amount.toString(),
      orderStatus: payment.order.status,
    },
    trx
  )
  await audit(
    {
      event: 'refund_created',
      by,
      entity: 'refund',
      entityId: refund.id,
      after: { amount: amount.toString(), origin, order_id: payment.order.id },
    },
    trx
  )
  const { id: orderId, order_number: orderNumber, user_id: userId } = payment.order
  const about = {
    ...{ id: refund.id, payment_id: payment.id, amount: amount.toString() },
    ...{ order_id: orderId, order_number: orderNumber, user_id: userId },
  }
  await notify([refundNotice(about, 'created', REASONS[origin])], trx)
  await enqueue('refunds.start', { refundId: refund.id }, trx, { key: String(refund.id) })
  return refund.id
}

/** What one attempt still holds: paid, less every refund that went or may still go through. */
async function refundableOf(payment: LockedPayment, trx: TransactionClientContract) {
  const reserved = await row<{ amount: string }>(
    `select coalesce(sum(amount), 0)::numeric(12, 2)::text as amount from refunds
     where payment_id = ? and (status <> 'failed' or failure_code = 'ABNORMAL')`,
    [payment.id],
    trx
  )
  return Money.yuan(payment.amount).minus(Money.yuan(reserved?.amount ?? '0'))
}
