import type { IncomingHttpHeaders } from 'node:http'
import logger from '@adonisjs/core/services/logger'
import { applyInboxMessage } from '#payments/actions/apply_inbox_message'
import { wechatPay } from '#payments/gateway'
import { deadline } from '#shared/deadline'
import { row } from '#shared/rows'

/** What WeChat is told: `stored` may be acknowledged, everything else makes it repeat. */
export type Reception = 'stored' | 'bad_signature' | 'unreadable' | 'not_stored'

const STORE_DEADLINE_MS = 4000

/**
 * Takes a notification of WeChat Pay: verified over its raw bytes, decrypted, committed to the inbox,
 * and only then acknowledged. Applying it follows at once; should this process die in between, the
 * worker finds the message in the inbox. Rule: docs/rules/payments.md
 */
export async function receiveNotification(
  headers: IncomingHttpHeaders,
  rawBody: Buffer
): Promise<Reception> {
  const { notifications } = await wechatPay()
  const received = await notifications.receive(headers, rawBody)
  if (!received.verified) {
    const event = received.reason === 'probe' ? 'callback_probe' : 'callback_bad_signature'
    logger.warn({ event, reason: received.reason }, 'notification refused')
    return 'bad_signature'
  }
  const { notification } = received
  if (!notification) return 'unreadable'

  const stored = await deadline(
    row<{ id: number }>(
      `with stored as (
         insert into integration_inbox (channel, message_key, raw_body, headers, verified)
         values ('wechat_pay', ?, ?, jsonb_build_object('serial', ?::text, 'event_type', ?::text), true)
         on conflict (channel, message_key) do nothing
         returning id
       )
       select id from stored`,
      [notification.id.slice(0, 150), rawBody, received.serial, notification.eventType]
    ),
    STORE_DEADLINE_MS
  ).catch((error: unknown) => {
    logger.error({ err: error }, 'notification could not be stored')
    return 'failed' as const
  })
  if (stored === 'failed') return 'not_stored'
  if (stored) await applyNow(stored.id)
  return 'stored'
}

/** The message is safe already: a failure here only leaves it to the worker. */
async function applyNow(inboxId: number) {
  try {
    await applyInboxMessage(inboxId)
  } catch (error) {
    logger.error({ err: error, inbox_id: inboxId }, 'notification not applied yet')
  }
}
