import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import type { Group } from '@japa/runner/core'
import { Runtime } from '#integrations/runtime'
import { notify, type Notice } from '#messaging/actions/notify'
import { execute, row } from '#shared/rows'
import type { MessageTemplates } from '#shared/settings/messages'
import settings from '#start/env'
import { sandboxOpenid } from '#tests/helpers/purchase'
import { control, fault } from '#tests/helpers/sandbox'
import { signedInShopper } from '#tests/helpers/shoppers'

/** The templates of the sandbox, as a shop would be told of them. */
export const TEMPLATES: MessageTemplates = {
  payment: { templateId: 'SBXtmpl-payment' },
  order: { templateId: 'SBXtmpl-order' },
  refund: { templateId: 'SBXtmpl-refund' },
  system: { templateId: 'SBXtmpl-system' },
}

/**
 * A shop that sends messages, for the tests of a group. Every test begins with nothing to send, and
 * what one breaks does not close WeChat for the next.
 */
export function usesTemplates(group: Group, templates: MessageTemplates = TEMPLATES): void {
  group.each.setup(async () => {
    const before = settings.messages.templates
    settings.messages.templates = templates
    await execute(`update notifications set next_attempt_at = null`)
    const runtime = await app.container.make(Runtime)
    for (const name of ['wx-api', 'wx-token']) runtime.breaker(name).reset()
    return () => {
      settings.messages.templates = before
    }
  })
}

let told = 0

/** Tells a person something, committed, and answers the row's id. */
export async function tell(userId: number, change: Partial<Notice> = {}): Promise<number> {
  const dedupeKey = change.dedupeKey ?? `test:${process.pid}:${(told += 1)}`
  const notice: Notice = {
    userId,
    type: 'system',
    title: '系统通知',
    content: '今晚维护',
    dedupeKey,
  }
  await db.transaction((trx) => notify([{ ...notice, ...change }], trx))
  const found = await row<{ id: number }>(`select id from notifications where dedupe_key = ?`, [
    dedupeKey,
  ])
  if (!found) throw new Error('the notice was not written')
  return found.id
}

export interface Delivery {
  status: string
  skip_reason: string | null
  last_error: string | null
  attempts: number
  unclear_attempts: number
  /** whether it is tried again */
  waits: boolean
  sent: boolean
}

/** What a message looks like that arrived. */
export const SENT = {
  ...{ status: 'sent', skip_reason: null, last_error: null },
  ...{ waits: false, sent: true },
}

/** How far the message of a notification is. */
export async function deliveryOf(id: number): Promise<Delivery> {
  const found = await row<Delivery>(
    `select status, skip_reason, last_error, attempts, unclear_attempts,
       next_attempt_at is not null as waits, sent_at is not null as sent
     from notifications where id = ?`,
    [id]
  )
  if (!found) throw new Error('no such notification')
  return found
}

/** Lets the pause before the next try pass, as time would. */
export async function passPause(id: number): Promise<void> {
  await execute(
    `update notifications set next_attempt_at = now() where id = ? and next_attempt_at is not null`,
    [id]
  )
}

/** The person accepts messages of a template on the phone. */
export function accept(openid: string, template: string, count = 1) {
  return control('POST', '/__sandbox/wx/subscriptions', { openid, template_id: template, count })
}

/** A person with WeChat who accepts so many system messages. */
export async function subscriber(count = 1): Promise<{ id: number; openid: string }> {
  const openid = sandboxOpenid()
  const { user } = await signedInShopper({ openid })
  if (count > 0) await accept(openid, 'SBXtmpl-system', count)
  return { id: user.id, openid }
}

/** Where messages are sent at WeChat. */
export const SEND = { path: '/cgi-bin/message/subscribe/send' }

/** Something happens to the next messages on their way to WeChat; `null` for all of the test. */
export function failing(action: object, times: number | null = 1) {
  return fault({ system: 'wx', match: SEND, times, action })
}

export interface PhoneMessage {
  template_id: string
  page: string
  miniprogram_state: string
  data: Record<string, string>
}

/** What arrived on the person's phone, oldest first. */
export async function messagesOf(openid: string): Promise<PhoneMessage[]> {
  const address = `/__sandbox/wx/messages?openid=${openid}`
  const { data } = await control<{ data: PhoneMessage[] }>('GET', address)
  return data
}

const PATIENCE_MS = 25_000

/** Asks until the answer is yes, and lets others work in between. @throws Error when it never is */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  const last = Date.now() + PATIENCE_MS
  while (!(await holds())) {
    if (Date.now() > last) throw new Error('what was waited for did not happen')
    await new Promise((resolve) => setImmediate(resolve))
  }
}
