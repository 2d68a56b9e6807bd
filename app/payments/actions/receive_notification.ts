import type { IncomingHttpHeaders } from 'node:http'
import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import type { Notification } from '#integrations/wechat_pay/notification'
import { applyNotification, USUAL } from '#payments/actions/apply_notification'
import { syncByTradeNo } from '#payments/actions/sync_by_trade_no'
import { wechatPay } from '#payments/gateway'
import { deadline } from '#shared/deadline'
import { row } from '#shared/rows'

/** What WeChat is told: `stored` may be acknowledged, everything else makes it repeat. */
export type Reception = 'stored' | 'bad_signature' | 'unreadable' | 'not_stored'

const STORE_DEADLINE_MS = 4000

/**
 * Takes a notification of WeChat Pay: verified over its raw bytes, decrypted, committed to the inbox,
 * and only then acknowledged. It is applied in the same transaction; what cannot be applied now is
 * kept, and the worker finds it in the inbox. Rule: docs/rules/payments.md
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
  const { notification, serial } = received
  if (!notification) return 'unreadable'
  const message = { notification, serial, rawBody, until: Date.now() + STORE_DEADLINE_MS }
  return (await applyAtOnce(message)) ?? keep(message)
}

interface Message {
  notification: Notification
  serial: string
  rawBody: Buffer
  /** when WeChat must have its answer */
  until: number
}

const INSERT = (columns: string, values: string) => `
  insert into integration_inbox (channel, message_key, raw_body, headers, verified${columns})
  values ('wechat_pay', ?, ?, jsonb_build_object('serial', ?::text, 'event_type', ?::text), true${values})
  on conflict (channel, message_key) do nothing
  returning id`
const INSERT_APPLIED = INSERT(', state, note, attempts, applied_at', `, ?, ?, 1, now()`)
const INSERT_RECEIVED = INSERT('', '')

const columnsOf = ({ notification, rawBody, serial }: Message) => [
  ...[notification.id.slice(0, 150), rawBody, serial, notification.eventType],
]

/**
 * Takes the message and applies it in one transaction: one commit for nearly every message. Answers
 * null when that fails for whatever reason; then the message is only kept.
 */
async function applyAtOnce(message: Message): Promise<Reception | null> {
  try {
    const verdict = await deadline(
      db.transaction(async (trx) => {
        const bindings = [...columnsOf(message), USUAL.state, USUAL.note]
        const taken = await row<{ id: number }>(INSERT_APPLIED, bindings, trx)
        return taken && applyNotification(taken.id, message.notification, trx)
      }),
      message.until - Date.now()
    )
    if (verdict?.ask) await askLogged(verdict.ask)
    return 'stored'
  } catch (error) {
    logger.error({ err: error }, 'notification not applied at once')
    return null
  }
}

/** The worker applies what lies in the inbox. */
async function keep(message: Message): Promise<Reception> {
  const left = message.until - Date.now()
  if (left <= 0) return 'not_stored'
  try {
    await deadline(row(INSERT_RECEIVED, columnsOf(message)), left)
    return 'stored'
  } catch (error) {
    logger.error({ err: error }, 'notification could not be stored')
    return 'not_stored'
  }
}

/** The message is safe already: what WeChat does not say now it is asked again by the clock. */
async function askLogged(outTradeNo: string): Promise<void> {
  await syncByTradeNo(outTradeNo).catch((error: unknown) => {
    logger.error({ err: error }, 'trade could not be asked about')
  })
}
