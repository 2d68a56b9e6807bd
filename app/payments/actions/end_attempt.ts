import type { Client } from '#shared/rows'
import { execute } from '#shared/rows'
import type { PaymentStatus } from '#shared/statuses'

/**
 * Ends attempts that are still open, without money: `cancelled`, `expired` or `failed`. Attempts that
 * ended otherwise stay as they are. What WeChat knows is asked about for another day, because money
 * can still arrive. Answers how many ended. Rule: docs/rules/payments.md
 */
export async function endAttempts(
  paymentIds: number[],
  status: Extract<PaymentStatus, 'cancelled' | 'expired' | 'failed'>,
  trx: Client
): Promise<number> {
  if (paymentIds.length === 0) return 0
  return execute(
    `with ended as (
       update payments set status = :status, updated_at = now(),
         next_query_at = case when prepay_at is not null then now() + interval '10 minutes' end
       where id = any(:ids) and status in ('init', 'processing')
       returning id
     )
     insert into payment_events (payment_id, event) select id, :status from ended`,
    { ids: paymentIds, status },
    trx
  )
}
