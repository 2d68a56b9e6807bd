import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { Trade } from '#integrations/wechat_pay/types'
import { transitionOrder } from '#orders/actions/transition_order'
import { createAutomaticRefund } from '#payments/actions/create_refund'
import { isOurs } from '#payments/gateway'
import { lockPaymentByTradeNo, type LockedPayment } from '#payments/queries/lock_payment'
import { audit } from '#shared/audit'
import { SYSTEM } from '#shared/actor'
import { Money } from '#shared/money'
import { enqueue } from '#shared/queue'
import { execute, rows } from '#shared/rows'

/**
 * What became of money that WeChat says it collected.
 * `late`: the order was cancelled before; `duplicate`: it was paid before. Both are refunded.
 * `mismatch`: amount, merchant, app or attach differ; nothing but an alarm happens.
 */
export type Recording = 'paid' | 'already' | 'late' | 'duplicate' | 'mismatch' | 'unknown_number'

/**
 * The one function that turns a verified success at WeChat into a paid order, for notifications,
 * queries and reconciliation alike. Repeating it changes nothing; our own deadlines never turn money
 * that arrived into "not paid". Rule: docs/rules/payments.md
 */
export async function recordPayment(
  trade: Trade,
  trx: TransactionClientContract
): Promise<Recording> {
  const payment = await lockPaymentByTradeNo(trade.out_trade_no, trx)
  if (!payment) return 'unknown_number'
  if (!agrees(trade, payment)) {
    await freeze(payment, trade, trx)
    return 'mismatch'
  }
  if (payment.status === 'succeeded') return 'already'

  const recording = judge(payment)
  await markSucceeded(payment, trade, recording, trx)
  if (recording === 'paid') await payOrder(payment, trade, trx)
  else
    await createAutomaticRefund(
      payment,
      recording === 'late' ? 'late_payment' : 'duplicate_payment',
      trx
    )
  return recording
}

function agrees(trade: Trade, payment: LockedPayment): boolean {
  return (
    isOurs(trade) &&
    trade.amount?.total === Money.yuan(payment.amount).fen &&
    trade.amount.currency === 'CNY' &&
    !contradicts(trade.attach, payment.id)
  )
}

/** `attach` may only contradict, never identify; what is unreadable says nothing. */
function contradicts(attach: string | undefined, paymentId: number): boolean {
  if (!attach) return false
  try {
    const { pid } = JSON.parse(attach) as { pid?: unknown }
    return pid !== undefined && String(pid) !== String(paymentId)
  } catch {
    return false
  }
}

function judge({ order }: LockedPayment): 'paid' | 'late' | 'duplicate' {
  if (order.status === 'pending') return 'paid'
  return order.status === 'cancelled' ? 'late' : 'duplicate'
}

const SUCCEED = `
  with succeeded as (
    update payments set status = 'succeeded', transaction_id = :transactionId, paid_at = :paidAt,
      payer_openid = :openid, anomaly = :anomaly, next_query_at = null, updated_at = now()
    where id = :id
  ), others as (
    update payments set status = 'cancelled', updated_at = now()
    where order_id = :orderId and id <> :id and status in ('init', 'processing')
      and :anomaly::text is null
    returning id, prepay_at
  ), event as (
    insert into payment_events (payment_id, event, data)
    values (:id, 'succeeded', jsonb_build_object('trade_state', :tradeState::text,
      'anomaly', :anomaly::text))
  ), audited as (
    insert into audit_logs (event, actor_role, entity, entity_id, before, after)
    values ('payment_succeeded', 'system', 'payment', :id,
      jsonb_build_object('status', :before::text),
      jsonb_build_object('status', 'succeeded', 'anomaly', :anomaly::text))
  )
  select id from others where prepay_at is not null`

/** Also ends the order's other attempts, and closes at WeChat what somebody could still pay there. */
async function markSucceeded(
  payment: LockedPayment,
  trade: Trade,
  recording: Recording,
  trx: TransactionClientContract
) {
  const stillPayable = await rows<{ id: number }>(
    SUCCEED,
    {
      id: payment.id,
      orderId: payment.order.id,
      before: payment.status,
      transactionId: trade.transaction_id,
      paidAt: paidAt(trade),
      openid: trade.payer?.openid,
      anomaly: recording === 'paid' ? null : recording,
      tradeState: trade.trade_state,
    },
    trx
  )
  for (const { id } of stillPayable)
    await enqueue('payments.close', { paymentId: id }, trx, { key: String(id) })
}

async function payOrder(payment: LockedPayment, trade: Trade, trx: TransactionClientContract) {
  const words = { by: SYSTEM, note: '微信支付成功', changes: { paid_at: paidAt(trade) } }
  const facts = { payment_id: payment.id, amount: payment.amount }
  await transitionOrder(payment.order, { ...words, to: 'paid', facts }, trx)
}

/** Keeps a payment that cannot be trusted from being started again, and leaves a trace for staff. */
async function freeze(payment: LockedPayment, trade: Trade, trx: TransactionClientContract) {
  if (payment.status === 'succeeded') return
  await execute(
    `update payments set anomaly = 'amount_mismatch', updated_at = now() where id = ?`,
    [payment.id],
    trx
  )
  await audit(
    {
      event: 'callback_amount_mismatch',
      by: SYSTEM,
      entity: 'payment',
      entityId: payment.id,
      before: { amount: payment.amount },
      after: { total_fen: trade.amount?.total ?? null, currency: trade.amount?.currency ?? null },
    },
    trx
  )
}

function paidAt(trade: Trade): Date {
  const told = trade.success_time ? new Date(trade.success_time) : new Date(Number.NaN)
  return Number.isNaN(told.getTime()) ? new Date() : told
}
