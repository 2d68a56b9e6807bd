import logger from '@adonisjs/core/services/logger'
import { isVerifiedNo } from '#integrations/outcome'
import { applyRefundResult } from '#payments/actions/apply_refund_result'
import { startRefund } from '#payments/actions/start_refund'
import { syncPayment } from '#payments/actions/sync_payment'
import { wechatPay } from '#payments/gateway'
import { execute, rows } from '#shared/rows'
import type { RefundStatus } from '#shared/statuses'
import db from '@adonisjs/lucid/services/db'

export interface Reconciliation {
  payments: number
  refunds: number
  failed: number
}

/** 30 s, 1, 2, 5, 10, 30 minutes, then hourly. */
const NEXT_QUERY = `now() + (array[60, 120, 300, 600, 1800]::int[])[least(query_count + 1, 5)]
  * interval '1 second' + case when query_count >= 5 then interval '30 minutes' else interval '0' end`

/**
 * Asks WeChat about attempts and refunds whose notification may be lost. Attempts that ended here are
 * asked about for another day, because money can still arrive. Rule: docs/rules/payments.md
 */
export async function reconcilePayments(): Promise<Reconciliation> {
  const result: Reconciliation = { payments: 0, refunds: 0, failed: 0 }
  for (const { id } of await duePayments()) {
    result.payments++
    await guarded(result, () => syncPayment(id))
  }
  for (const refund of await dueRefunds()) {
    result.refunds++
    await guarded(result, () => reconcileRefund(refund))
  }
  return result
}

function duePayments() {
  return rows<{ id: number }>(
    `with due as (
       select id from payments
       where next_query_at <= now()
         and (status in ('init', 'processing') or created_at > now() - interval '1 day')
       order by next_query_at limit 500 for update skip locked
     )
     update payments p set next_query_at = ${NEXT_QUERY}, query_count = query_count + 1
     from due where p.id = due.id
     returning p.id`
  )
}

interface DueRefund {
  id: number
  status: RefundStatus
  out_refund_no: string
}

function dueRefunds() {
  return rows<DueRefund>(
    `with due as (
       select id from refunds where status <> 'succeeded' and next_query_at <= now()
       order by next_query_at limit 200 for update skip locked
     )
     update refunds r set next_query_at = ${NEXT_QUERY}, query_count = query_count + 1
     from due where r.id = due.id
     returning r.id, r.status, r.out_refund_no`
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
