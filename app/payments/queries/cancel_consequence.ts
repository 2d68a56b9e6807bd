import { Money } from '#shared/money'
import { row } from '#shared/rows'
import type { OrderStatus } from '#shared/statuses'

export interface CancelConsequence {
  /** what goes back to the customer; zero when nothing was paid */
  refund: Money
  /** pieces that go back on the shelf at once; after a refund it is when the money is back */
  pieces: number
  status: OrderStatus
  /** changes whenever the answer would be another one */
  fingerprint: string
}

/** What cancelling this order would do now, read without changing anything. Null: no such order. */
export async function cancelConsequence(orderId: number): Promise<CancelConsequence | null> {
  const found = await row<{ status: OrderStatus; refund: string; pieces: number }>(
    `select o.status,
       greatest(coalesce((select sum(p.amount) from payments p where p.order_id = o.id
           and p.status = 'succeeded' and p.anomaly is null), 0)
         - coalesce((select sum(r.amount) from refunds r where r.order_id = o.id
           and r.origin not in ('late_payment', 'duplicate_payment')
           and (r.status <> 'failed' or r.failure_code = 'ABNORMAL')), 0), 0)::numeric(12, 2)::text
         as refund,
       (select coalesce(sum(i.locked_quantity - i.released_quantity), 0)::int
         from order_items i where i.order_id = o.id) as pieces
     from orders o where o.id = ?`,
    [orderId]
  )
  if (!found) return null
  const { status, refund, pieces } = found
  return {
    status,
    pieces,
    refund: Money.yuan(refund),
    fingerprint: `${status}-${refund}-${pieces}`,
  }
}
