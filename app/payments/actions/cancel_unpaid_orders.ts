import db from '@adonisjs/lucid/services/db'
import { cancelOrders } from '#orders/actions/cancel_orders'
import type { LockedOrder } from '#orders/queries/lock_order'
import { endAttempts } from '#payments/actions/end_attempt'
import { settleAttempt } from '#payments/actions/settle_attempt'
import { startedAttempts } from '#payments/queries/started_attempts'
import { SYSTEM } from '#shared/actor'
import { eachConcurrently } from '#shared/concurrency'
import { execute, rows } from '#shared/rows'
import { dueOrders, type DueOrder } from '#payments/queries/due_orders'

export interface UnpaidCleanup {
  /** orders taken at once */
  batch?: number
  /** deadline `created_at + minutes` instead of the stored one */
  minutes?: number
  onProgress?: (progress: CleanupResult) => void
}

export interface CleanupResult {
  cancelled: number
  /** WeChat said that these were paid in the meantime */
  paid: number
  /** still payable or unclear at WeChat: the next run looks again */
  waiting: number
  failed: number
}

const WORDS = {
  by: SYSTEM,
  reason: '超时未支付，系统自动取消',
  note: '超时未支付',
  auditReason: 'payment_timeout',
}
const CALLS_AT_ONCE = 8

/**
 * Cancels orders whose payment deadline passed and gives their stock back once. Orders that WeChat may
 * know are asked about and closed there first; money that arrived meanwhile makes them paid. Safe
 * beside itself, in flat memory, and the failure of one order does not stop the others.
 * Rule: docs/rules/orders.md
 */
export async function cancelUnpaidOrders(cleanup: UnpaidCleanup = {}): Promise<CleanupResult> {
  const result: CleanupResult = { cancelled: 0, paid: 0, waiting: 0, failed: 0 }
  const batch = cleanup.batch ?? 500
  let after: DueOrder | undefined
  for (;;) {
    const due = await dueOrders({ minutes: cleanup.minutes, limit: batch, after })
    if (due.length === 0) return result
    after = due.at(-1)
    const started = due.filter(({ started: known }) => known)
    const unknownToWechat = due.filter(({ started: known }) => !known)
    await cancelBatch(
      unknownToWechat.map(({ id }) => id),
      'never_started',
      result
    )
    await eachConcurrently(started, CALLS_AT_ONCE, (order) => cancelStarted(order, result))
    cleanup.onProgress?.(result)
  }
}

async function cancelStarted(order: DueOrder, result: CleanupResult) {
  const ends = []
  for (const attempt of await startedAttempts(order.id)) ends.push(await settleAttempt(attempt))
  if (ends.includes('paid')) result.paid++
  else if (ends.every((end) => end === 'closed')) await cancelBatch([order.id], 'settled', result)
  else result.waiting++
}

/**
 * One short transaction: lock what is still pending and not locked by anybody else, re-check, cancel.
 * An attempt that was started after we looked keeps its order out of the batch.
 */
async function cancelBatch(
  ids: number[],
  known: 'never_started' | 'settled',
  result: CleanupResult
): Promise<void> {
  if (ids.length === 0) return
  try {
    result.cancelled += await db.transaction(async (trx) => {
      const orders = await rows<LockedOrder>(
        `select id, order_number, user_id, status, payment_method, actual_amount, expires_at,
           shipped_at, cancel_requested_at, status_before_refund
         from orders o where id = any(:ids) and status = 'pending'
           and (:settled or not exists (select 1 from payments p where p.order_id = o.id
             and p.status in ('init', 'processing') and p.prepay_at is not null))
         order by id for update skip locked`,
        { ids, settled: known === 'settled' },
        trx
      )
      const open = await rows<{ id: number }>(
        `select id from payments
         where order_id = any(?) and status in ('init', 'processing') order by id for update`,
        [orders.map(({ id }) => id)],
        trx
      )
      await endAttempts(
        open.map(({ id }) => id),
        'expired',
        trx
      )
      await cancelOrders(orders, WORDS, trx)
      return orders.length
    })
  } catch (error) {
    if (ids.length === 1) {
      result.failed++
      await noteFailure(ids[0], error)
    } else for (const id of ids) await cancelBatch([id], known, result)
  }
}

/** The order stays pending and is tried again; staff find the cause in the audit log. */
async function noteFailure(orderId: number, error: unknown) {
  await execute(
    `insert into audit_logs (event, actor_role, entity, entity_id, reason)
     values ('api_error', 'system', 'order', ?, ?)`,
    [orderId, `自动取消未完成：${error instanceof Error ? error.name : 'Error'}`]
  )
}
