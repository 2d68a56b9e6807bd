import type { StartedAttempt } from '#payments/actions/settle_attempt'
import { rows } from '#shared/rows'

/** The open attempts of an order that WeChat may know of. */
export async function startedAttempts(orderId: number): Promise<StartedAttempt[]> {
  return rows<StartedAttempt>(
    `select id, out_trade_no, expires_at from payments
     where order_id = ? and status in ('init', 'processing') and prepay_at is not null
     order by id`,
    [orderId]
  )
}
