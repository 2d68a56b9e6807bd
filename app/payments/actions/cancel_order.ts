import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { assertMayBecome, transitionOrder } from '#orders/actions/transition_order'
import { lockOrder, type LockedOrder } from '#orders/queries/lock_order'
import { createAutomaticRefund } from '#payments/actions/create_refund'
import { endAttempts } from '#payments/actions/end_attempt'
import { settleAttempt } from '#payments/actions/settle_attempt'
import { startRefund } from '#payments/actions/start_refund'
import { startedAttempts } from '#payments/queries/started_attempts'
import { lockPayment } from '#payments/queries/lock_payment'
import type { Actor } from '#shared/actor'
import { DomainError } from '#shared/domain_error'
import { enqueue } from '#shared/queue'
import { row, rows } from '#shared/rows'

export interface Cancellation {
  orderId: number
  by: Actor
  /** set for shoppers: foreign orders look like unknown ones */
  ownerId?: number
  reason: string
  note: string
}

export interface CancelResult {
  refundStarted: boolean
  refundId: number | null
  refundError: string | null
  refundChannel: 'wechat' | 'credit' | null
}

const NO_REFUND: CancelResult = {
  refundStarted: false,
  refundId: null,
  refundError: null,
  refundChannel: null,
}

/**
 * Cancels an order that was not sent yet. WeChat is asked first about every attempt it may know; what
 * was paid goes back, and an order is never `cancelled` while we hold the customer's money.
 * @throws DomainError NOT_FOUND, INVALID_ORDER_STATUS without having written anything
 * Rule: docs/rules/orders.md
 */
export async function cancelOrder(cancellation: Cancellation): Promise<CancelResult> {
  const order = await row<Pick<LockedOrder, 'id' | 'user_id' | 'status'>>(
    `select id, user_id, status from orders where id = ?`,
    [cancellation.orderId]
  )
  if (!order || (cancellation.ownerId !== undefined && order.user_id !== cancellation.ownerId))
    throw new DomainError('NOT_FOUND', '订单不存在', { status: 404 })
  assertMayBecome(order, 'cancelled')
  const closed = order.status === 'pending' ? await settleAttempts(order.id) : []

  const refundId = await db.transaction((trx) => decide(cancellation, closed, trx))
  return refundId === null ? NO_REFUND : startNow(refundId, cancellation.by)
}

/** Answers the attempts that WeChat confirmed as closed; the others are left to a job. */
async function settleAttempts(orderId: number): Promise<number[]> {
  const closed: number[] = []
  for (const attempt of await startedAttempts(orderId))
    if ((await settleAttempt(attempt)) === 'closed') closed.push(attempt.id)
  return closed
}

/** Under the lock: what the order is now decides. Answers the refund that has to be started. */
async function decide(
  cancellation: Cancellation,
  closedAtWechat: number[],
  trx: TransactionClientContract
): Promise<number | null> {
  const order = await lockOrder(cancellation.orderId, trx, cancellation.ownerId)
  assertMayBecome(order, 'cancelled')
  if (order.cancel_requested_at)
    throw new DomainError('INVALID_ORDER_STATUS', '该订单已在取消中，请等待处理结果')
  const words = { by: cancellation.by, note: cancellation.note || '取消订单' }
  if (order.status === 'pending') {
    await endOpenAttempts(order, closedAtWechat, trx)
    const changes = { cancelled_at: new Date(), cancel_reason: cancellation.reason }
    await transitionOrder(
      order,
      { ...words, to: 'cancelled', reason: cancellation.reason, changes },
      trx
    )
    return null
  }
  return refundPaid(order, cancellation, trx)
}

async function endOpenAttempts(
  order: LockedOrder,
  closedAtWechat: number[],
  trx: TransactionClientContract
) {
  const open = await rows<{ id: number; prepay_at: Date | null }>(
    `select id, prepay_at from payments
     where order_id = ? and status in ('init', 'processing') for update`,
    [order.id],
    trx
  )
  await endAttempts(
    open.map(({ id }) => id),
    'cancelled',
    trx
  )
  for (const { id, prepay_at: askedAt } of open)
    if (askedAt && !closedAtWechat.includes(id))
      await enqueue('payments.close', { paymentId: id }, trx, { key: String(id) })
}

async function refundPaid(
  order: LockedOrder,
  cancellation: Cancellation,
  trx: TransactionClientContract
): Promise<number> {
  const paid = await row<{ id: number }>(
    `select id from payments where order_id = ? and status = 'succeeded' and anomaly is null
     order by id desc limit 1`,
    [order.id],
    trx
  )
  const payment = paid && (await lockPayment(paid.id, trx))
  if (!payment) throw new DomainError('BUSINESS_ERROR', '找不到这个订单的支付记录，请联系客服处理')
  await transitionOrder(
    order,
    {
      to: 'refunding',
      by: cancellation.by,
      note: cancellation.note || '取消订单，原路退款',
      reason: cancellation.reason,
      changes: {
        status_before_refund: order.status,
        cancel_reason: cancellation.reason,
        cancelled_at: new Date(),
      },
    },
    trx
  )
  const refundId = await createAutomaticRefund(payment, 'cancel', trx, cancellation.by)
  if (refundId === null)
    throw new DomainError('BUSINESS_ERROR', '这个订单已没有可退的金额，请联系客服处理')
  return refundId
}

/**
 * The first try happens at once; the worker has the job in case this process dies in between. The order
 * is cancelled already, so nothing that goes wrong here may look as if it were not.
 */
async function startNow(refundId: number, by: Actor): Promise<CancelResult> {
  const started = await startRefund(refundId, by).catch((error: unknown) => {
    logger.error({ err: error, refund_id: refundId }, 'refund not started yet')
    return 'retry' as const
  })
  if (started === 'retry')
    await enqueue('refunds.start', { refundId }, db.connection(), {
      key: String(refundId),
      startAfterSeconds: 15,
    })
  const refund = await row<{ status: string }>(`select status from refunds where id = ?`, [
    refundId,
  ])
  const failed = refund?.status === 'failed'
  return {
    refundStarted: !failed,
    refundId,
    refundError: failed ? '退款暂未提交成功，客服会尽快处理，款项将原路退回' : null,
    refundChannel: 'wechat',
  }
}
