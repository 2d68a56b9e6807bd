import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { Refund } from '#integrations/wechat_pay/types'
import { notify } from '#messaging/actions/notify'
import { transitionOrder } from '#orders/actions/transition_order'
import { lockOrder, type LockedOrder } from '#orders/queries/lock_order'
import { refundNotice } from '#payments/refund_notices'
import { SYSTEM } from '#shared/actor'
import { Money } from '#shared/money'
import { execute, row } from '#shared/rows'
import type { RefundStatus } from '#shared/statuses'

interface LockedRefund {
  id: number
  order_id: number
  payment_id: number
  amount: string
  status: RefundStatus
  origin: string
  failure_code: string
}

export type RefundApplication = 'succeeded' | 'failed' | 'unchanged' | 'mismatch' | 'unknown_number'

/**
 * Applies what WeChat says of a refund, from the start call, a query or a notification. A success is
 * final; only when all money of the order went back does the order become `refunded`.
 * Rule: docs/rules/payments.md
 */
export async function applyRefundResult(
  refundId: number,
  result: Refund,
  trx: TransactionClientContract
): Promise<RefundApplication> {
  const { order, refund } = await lockRefund(refundId, trx)
  if (refund.status === 'succeeded') return 'unchanged'
  if (result.amount.refund !== Money.yuan(refund.amount).fen) return 'mismatch'
  if (result.status === 'PROCESSING') return 'unchanged'
  if (result.status !== 'SUCCESS') {
    await storeFailure(refundId, result.status, FAILURES[result.status], 'final', trx)
    return 'failed'
  }
  await execute(SUCCEED, { id: refundId, transactionId: result.refund_id }, trx)
  const { order_number: orderNumber, user_id: userId } = order
  const about = { ...refund, order_number: orderNumber, user_id: userId }
  await notify([refundNotice(about, 'succeeded')], trx)
  if (refund.origin === 'cancel') await finishOrder(order, trx)
  return 'succeeded'
}

/** The id of the refund with exactly this number at WeChat, or null. */
export async function findRefundByNumber(
  outRefundNo: string,
  trx: TransactionClientContract
): Promise<number | null> {
  const found = await row<{ id: number }>(
    `select id from refunds where out_refund_no = ?`,
    [outRefundNo],
    trx
  )
  return found?.id ?? null
}

/**
 * The refund certainly did not happen, and staff see why. With `retry` it is sent again in a minute, by
 * the reconciliation when nobody else was faster.
 */
export async function failRefund(
  id: number,
  code: string,
  reason: string,
  end: 'retry' | 'final'
): Promise<void> {
  await db.transaction((trx) => storeFailure(id, code, reason, end, trx))
}

const FAILURES = {
  CLOSED: '微信已关闭这笔退款，需要重新发起',
  ABNORMAL: '客户的账户无法收款，请在微信商户平台人工处理',
} as const

const SUCCEED = `
  with succeeded as (
    update refunds set status = 'succeeded', transaction_id = :transactionId, succeeded_at = now(),
      failure_code = '', failure_reason = '', next_query_at = null, updated_at = now()
    where id = :id
    returning id, amount
  ), event as (
    insert into refund_events (refund_id, event) select id, 'refund_succeeded' from succeeded
  )
  insert into audit_logs (event, actor_role, entity, entity_id, after)
  select 'payment_refunded', 'system', 'refund', id, jsonb_build_object('amount', amount::text)
  from succeeded`

async function storeFailure(
  id: number,
  code: string,
  reason: string,
  end: 'retry' | 'final',
  trx: TransactionClientContract
) {
  const failed = await row<Parameters<typeof refundNotice>[0]>(
    `with failed as (
       update refunds set status = 'failed', failure_code = :code, failure_reason = :reason,
         next_query_at = case when :retry::boolean then now() + interval '1 minute' end,
         updated_at = now()
       where id = :id and status <> 'succeeded'
       returning id, payment_id, amount, order_id
     ), event as (
       insert into refund_events (refund_id, event, data)
       select id, 'refund_failed', jsonb_build_object('code', :code::text) from failed
     ), audited as (
       insert into audit_logs (event, actor_role, entity, entity_id, reason)
       select 'refund_failed', 'system', 'refund', id, :reason from failed
     )
     select f.id, f.payment_id, f.amount, f.order_id, o.order_number, o.user_id
     from failed f join orders o on o.id = f.order_id`,
    { id, code: code.slice(0, 50), reason, retry: end === 'retry' },
    trx
  )
  /** What is sent again by itself is no news yet. */
  if (failed && end === 'final')
    await notify([refundNotice(failed, code in FAILURES ? 'failed' : 'not_started')], trx)
}

/** The order first, then the refund: the lock order of all transactions. */
async function lockRefund(id: number, trx: TransactionClientContract) {
  const found = await row<{ order_id: number }>(
    `select order_id from refunds where id = ?`,
    [id],
    trx
  )
  if (!found) throw new Error('the refund does not exist')
  const order = await lockOrder(found.order_id, trx)
  const refund = await row<LockedRefund>(
    `select id, order_id, payment_id, amount, status, origin, failure_code
     from refunds where id = ? for update`,
    [id],
    trx
  )
  if (!refund) throw new Error('the refund does not exist')
  return { order, refund }
}

/** Refunds of money that came late or twice never move the order; the others do once all is back. */
async function finishOrder(order: LockedOrder, trx: TransactionClientContract) {
  if (order.status !== 'refunding') return
  const left = await row<{ left: string }>(
    `select (coalesce((select sum(amount) from payments
         where order_id = :id and status = 'succeeded' and anomaly is null), 0)
       - coalesce((select sum(r.amount) from refunds r
         where r.order_id = :id and r.status = 'succeeded'
           and r.origin not in ('late_payment', 'duplicate_payment')), 0))::numeric(12, 2)::text as left`,
    { id: order.id },
    trx
  )
  if (Money.yuan(left?.left ?? '0').fen <= 0)
    await transitionOrder(order, { to: 'refunded', by: SYSTEM, note: '退款成功' }, trx)
}
