import { deliverNotifications, type DeliveryResult } from '#messaging/actions/deliver_notifications'
import { execute, row } from '#shared/rows'

/**
 * Failed for a cause that may be gone: a template put right, WeChat back again. Not what the customer
 * refused, whom WeChat does not know, what may have arrived, or what is too old to help anybody.
 */
const CURABLE = `status = 'failed' and skip_reason is null and last_error not like '40003%'
  and unclear_attempts < 2 and created_at > now() - interval '30 minutes'`

/** How many messages are due, and how many failed ones a retry would take up again. */
export async function countRetryable(): Promise<{ due: number; curable: number }> {
  const found = await row<{ due: number; curable: number }>(
    `select (select count(*) from notifications
         where status = 'pending' and next_attempt_at <= now()) as due,
       (select count(*) from notifications where ${CURABLE}) as curable`
  )
  return found ?? { due: 0, curable: 0 }
}

/**
 * Takes up again what failed for a cause that may be gone, and sends everything that is due. Safe beside
 * workers and beside itself. Rule: docs/rules/notifications.md
 */
export async function retryNotifications(): Promise<DeliveryResult> {
  await execute(
    `update notifications set status = 'pending', attempts = 0, next_attempt_at = now()
     where ${CURABLE}`
  )
  return deliverNotifications()
}
