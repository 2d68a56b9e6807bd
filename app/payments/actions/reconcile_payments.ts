import logger from '@adonisjs/core/services/logger'
import { isVerifiedNo } from '#integrations/outcome'
import { applyRefundResult } from '#payments/actions/apply_refund_result'
import { startRefund } from '#payments/actions/start_refund'
import { syncPayment } from '#payments/actions/sync_payment'
import { wechatPay } from '#payments/gateway'
import {
  DUE_PAYMENT,
  DUE_REFUND,
  ENDED_ATTEMPT_HOURS,
  UNCERTAIN_PAYMENT,
  UNCERTAIN_REFUND,
} from '#payments/queries/due_reconciliations'
import { execute, rows } from '#shared/rows'
import type { RefundStatus } from '#shared/statuses'
import db from '@adonisjs/lucid/services/db'

/** How many WeChat was asked about, how many of them turned out paid, how many could not be asked. */
export interface Reconciliation {
  payments: number
  paid: number
  refunds: number
  failed: number
}

interface ReconcileOptions {
  /** how far back attempts that ended here are asked about; a day when absent */
  endedHours?: number
  /** what becomes due later is left for another run */
  until?: Date
}

/** 30 s, 1, 2, 5, 10, 30 minutes, then hourly. */
const NEXT_QUERY = `now() + (array[60, 120, 300, 600, 1800]::int[])[least(query_count + 1, 5)]
  * interval '1 second' + case when query_count >= 5 then interval '30 minutes' else interval '0' end`

/**
 * Asks WeChat about attempts and refunds whose notification may be lost. Attempts that ended here are
 * asked about for another day, because money can still arrive. Rule: docs/rules/payments.md
 */
export async function reconcilePayments({
  endedHours = ENDED_ATTEMPT_HOURS,
  until = new Date(),
}: ReconcileOptions = {}): Promise<Reconciliation> {
  const result: Reconciliation = { payments: 0, paid: 0, refunds: 0, failed: 0 }
  for (const { id } of await duePayments(endedHours, until)) {
    result.payments++
    await guarded(result, async () => {
      const { tradeState } = await syncPayment(id)
      if (tradeState === 'SUCCESS') result.paid++
    })
  }
  for (const refund of await dueRefunds(until)) {
    result.refunds++
    await guarded(result, () => reconcileRefund(refund))
  }
  return result
}

/**
 * Makes everything uncertain of the last hours due now, whenever it would have been: for a shop that was
 * away, or was restored from a back-up. Answers how many attempts and refunds.
 */
export async function requeryPayments(hours: number): Promise<number> {
  const payments = await execute(
    `update payments set next_query_at = now() where ${UNCERTAIN_PAYMENT}`,
    { hours }
  )
  const refunds = await execute(
    `update refunds set next_query_at = now() where ${UNCERTAIN_REFUND}`,
    { hours }
  )
  return payments + refunds
}

function duePayments(hours: number, until: Date) {
  return rows<{ id: number }>(
    `with due as (
       select id from payments
       where ${DUE_PAYMENT}
       order by next_query_at limit 500 for update skip locked
     )
     update payments p set next_query_at = ${NEXT_QUERY}, query_count = query_count + 1
     from due where p.id = due.id
     returning p.id`,
    { hours, until }
  )
}

interface DueRefund {
  id: number
  status: RefundStatus
  out_refund_no: string
}

function dueRefunds(until: Date) {
  return rows<DueRefund>(
    `with due as (
       select id from refunds where ${DUE_REFUND}
       order by next_query_at limit 200 for update skip locked
     )
     update refunds r set next_query_at = ${NEXT_QUERY}, query_count = query_count + 1
     from due where r.id = due.id
     returning r.id, r.status, r.out_refund_no`,
    { until }
  )
}

/** A refund that WeChat never got is sent again under the same number. */
async function reconcileRefund({ id, status, out_refund_no: number }: DueRefund) {
  if (status !== 'processing') {
    await startRefund(id)
    return
  }
  const { client } = await wechatPay()
  const outcome = await client.queryRefund(number)
  if (outcome.outcome === 'ok') {
    await db.transaction((trx) => applyRefundResult(id, outcome.value, trx))
    return
  }
  if (!isVerifiedNo(outcome, 'RESOURCE_NOT_EXISTS')) return
  await execute(`update refunds set status = 'pending' where id = ? and status = 'processing'`, [
    id,
  ])
  await startRefund(id)
}

async function guarded(result: Reconciliation, work: () => Promise<unknown>) {
  try {
    await work()
  } catch (error) {
    result.failed++
    logger.warn({ err: error }, 'reconciliation of one record failed')
  }
}
