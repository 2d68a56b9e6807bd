import { rows } from '#shared/rows'

/** Attempts that ended here are asked about for so long, because money can still arrive. */
export const ENDED_ATTEMPT_HOURS = 24

/** Attempts that WeChat has to be asked about at `:until`; `:hours` is how far back ended ones count. */
export const DUE_PAYMENT = `next_query_at <= :until
  and (status in ('init', 'processing') or created_at > now() - make_interval(hours => :hours))`

export const DUE_REFUND = `status <> 'succeeded' and next_query_at <= :until`

/** Attempts whose end only WeChat knows for certain, whenever they would be due. */
export const UNCERTAIN_PAYMENT = `status <> 'succeeded' and prepay_at is not null
  and created_at > now() - make_interval(hours => :hours)`

export const UNCERTAIN_REFUND = `status = 'processing'
  and created_at > now() - make_interval(hours => :hours)`

export interface DueReconciliation {
  kind: 'payment' | 'refund'
  order_number: string
  number: string
  amount: string
  status: string
}

/** What a reconciliation would ask WeChat about, oldest first. Rule: docs/rules/payments.md */
export function dueReconciliations(sinceHours?: number): Promise<DueReconciliation[]> {
  const all = sinceHours !== undefined
  return rows<DueReconciliation>(
    `select 'payment' as kind, o.order_number, p.out_trade_no as number, p.amount::text, p.status
       from (select * from payments where (${DUE_PAYMENT}) or (:all and ${UNCERTAIN_PAYMENT})) p
       join orders o on o.id = p.order_id
     union all
     select 'refund', o.order_number, r.out_refund_no, r.amount::text, r.status
       from (select * from refunds where (${DUE_REFUND}) or (:all and ${UNCERTAIN_REFUND})) r
       join orders o on o.id = r.order_id
     order by 1, 2, 3`,
    { all, hours: sinceHours ?? ENDED_ATTEMPT_HOURS, until: new Date() }
  )
}
