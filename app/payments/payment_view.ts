import type { PaymentMethod } from '#shared/labels'
import { instant } from '#shared/sql'
import type { PaymentStatus } from '#shared/statuses'

/** A payment as its owner reads it: finished text, and a log without what lies behind its events. */
export interface PaymentView {
  id: number
  order: number
  amount: string
  method: PaymentMethod
  /** an open attempt past its deadline reads as expired */
  status: PaymentStatus
  created_at: string
  updated_at: string
  expires_at: string
  logs: { t: string; event: string }[]
}

/** SQL of a `PaymentView` over the payment row `p`; `logs` is SQL of its log. */
export const paymentJson = (logs: string) => `json_build_object('id', p.id, 'order', p.order_id,
  'amount', p.amount::text, 'method', p.method,
  'status', case when p.status in ('init', 'processing') and p.expires_at <= now()
    then 'expired' else p.status end,
  'created_at', ${instant('p.created_at')}, 'updated_at', ${instant('p.updated_at')},
  'expires_at', ${instant('p.expires_at')}, 'logs', ${logs})`

/** SQL of one entry of the log over the event row `e`. */
export const EVENT_JSON = `json_build_object('t', ${instant('e.t')}, 'event', e.event)`

/** The payment `p` with everything that was logged about it. */
export const PAYMENT_WITH_LOGS = paymentJson(`coalesce((select json_agg(${EVENT_JSON} order by e.id)
  from payment_events e where e.payment_id = p.id), '[]')`)
