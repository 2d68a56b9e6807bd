import app from '@adonisjs/core/services/app'
import logger from '@adonisjs/core/services/logger'
import { WechatSubscribeMessages } from '#integrations/wechat/subscribe_message'
import {
  claimNotifications,
  type ClaimedNotification,
} from '#messaging/actions/claim_notifications'
import { settlementOf, type Settlement } from '#messaging/delivery_rules'
import { messageOf } from '#messaging/message'
import { templateFor } from '#messaging/templates'
import type { NotificationType } from '#shared/notification_types'
import { eachConcurrently } from '#shared/concurrency'
import { execute } from '#shared/rows'
import settings from '#start/env'

export interface DeliveryResult {
  sent: number
  /** the customer accepted no further message */
  refused: number
  /** without template or without openid */
  skipped: number
  /** given up, for staff to look at */
  failed: number
  /** tried again by itself */
  later: number
}

const BATCH = 10
const CALLS_AT_ONCE = 5

/**
 * Sends every message that is due, and ends when none is. Safe beside itself: each message is in one
 * hand at a time. With `signal` it stops early and gives back what it has not begun.
 * Rule: docs/rules/notifications.md
 */
export async function deliverNotifications(signal?: AbortSignal): Promise<DeliveryResult> {
  const result: DeliveryResult = { sent: 0, refused: 0, skipped: 0, failed: 0, later: 0 }
  while (!signal?.aborted) {
    const { toSend, skipped, dropped } = await claimNotifications(BATCH)
    if (toSend.length + skipped + dropped === 0) break
    result.skipped += skipped
    result.failed += dropped
    await eachConcurrently(toSend, CALLS_AT_ONCE, async (notification) => {
      const settlement = signal?.aborted ? UNTOUCHED : await send(notification)
      await settle(notification, settlement)
      count(result, settlement)
    })
  }
  return result
}

const UNTOUCHED: Settlement = { end: 'later', seconds: 0, error: '', counts: false }

async function send(notification: ClaimedNotification): Promise<Settlement> {
  const template = templateFor(notification.type)
  if (!template) return { ...UNTOUCHED }
  const messages = await app.container.make(WechatSubscribeMessages)
  const { defaultPage, state } = settings.messages
  const outcome = await messages.send(
    {
      ...messageOf(notification, template, defaultPage),
      openid: notification.openid,
      templateId: template.templateId,
      state,
    },
    { aggregate: `notification:${notification.id}`, attempt: notification.attempts }
  )
  if (outcome.outcome === 'rejected') alarm(notification.type, template.templateId, outcome.code)
  return settlementOf(outcome, notification, Math.random())
}

/** Nothing happens to a row that another worker took over meanwhile. */
async function settle({ id, attempts }: ClaimedNotification, settlement: Settlement) {
  const later = settlement.end === 'later' ? settlement : undefined
  await execute(SETTLE, {
    id,
    attempts,
    status: later ? 'pending' : settlement.end,
    seconds: later?.seconds,
    error: settlement.end === 'sent' ? '' : settlement.error.slice(0, 200),
    refused: settlement.end === 'failed' && settlement.refused === true,
    uncounted: later && !later.counts ? 1 : 0,
    clear: 'unclear' in settlement ? 0 : 1,
  })
}

const SETTLE = `
  update notifications set status = :status,
    sent_at = case when :status = 'sent' then now() end,
    next_attempt_at = now() + :seconds::int * interval '1 second',
    last_error = nullif(:error, ''),
    skip_reason = case when :refused::boolean then 'refused' end,
    attempts = attempts - :uncounted::int,
    unclear_attempts = unclear_attempts - :clear::int
  where id = :id and attempts = :attempts and status = 'pending'`

function count(result: DeliveryResult, settlement: Settlement) {
  if (settlement.end === 'failed' && settlement.refused) result.refused++
  else result[settlement.end]++
}

const CONFIGURATION = ['wechat_template_invalid', 'wechat_page_invalid', 'wechat_request_invalid']
const alarmed = new Set<string>()

/** The set-up is wrong and stays so for every message of the template: said once in a process. */
function alarm(type: NotificationType, template: string, code: string) {
  if (!CONFIGURATION.includes(code) || alarmed.has(`${template}:${code}`)) return
  alarmed.add(`${template}:${code}`)
  logger.error(
    { event: 'integration_alarm', system: 'wechat', kind: 'subscribe', type, code },
    'WeChat does not accept the messages of a template'
  )
}
