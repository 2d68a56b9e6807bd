import { orderPage, statementPage, usualFields } from '#messaging/message'
import { templateFor } from '#messaging/templates'
import type { NotificationType } from '#shared/notification_types'
import type { Client } from '#shared/rows'
import { execute } from '#shared/rows'

/** A message to one customer. What belongs to an order, a statement or neither is told by its keys. */
export interface Notice {
  userId: number
  type: NotificationType
  /** up to 100 characters */
  title: string
  content: string
  /** the content in 20 characters, for the WeChat message; without it the content is cut */
  brief?: string
  orderId?: number
  orderNumber?: string
  /** the state that is told of, as the API spells it */
  status?: string
  /**
   * Further facts as the API spells them: `payment_id`, `refund_id`, `amount` (text in yuan),
   * `logistics_no`, `statement_id`, `page`, `subscription_data`, …
   */
  metadata?: Record<string, unknown>
  /** `<event>:<id>`, up to 120 characters: the same event never notifies twice */
  dedupeKey: string
}

/**
 * Writes notices in the transaction of their cause, in one statement whatever their number. Each is
 * read in the mini-program from the commit on; the WeChat message follows within seconds, sent by the
 * worker, which looks for these rows. Rule: docs/rules/notifications.md
 */
export async function notify(notices: Notice[], trx: Client): Promise<void> {
  if (notices.length === 0) return
  await execute(INSERT, [JSON.stringify(notices.map(noticeRow))], trx)
}

/** What has no template has nothing to be sent: the worker is not bothered with it. */
const INSERT = `
  insert into notifications
    (user_id, title, content, type, metadata, dedupe_key, skip_reason, next_attempt_at)
  select user_id, title, content, type, metadata, dedupe_key, skip_reason,
    case when skip_reason is null then now() end
  from jsonb_to_recordset(?::jsonb) as n (user_id bigint, title text, content text, type text,
    metadata jsonb, dedupe_key text, skip_reason text)
  on conflict (dedupe_key) do nothing`

function noticeRow(notice: Notice) {
  return {
    user_id: notice.userId,
    title: notice.title,
    content: notice.content,
    type: notice.type,
    dedupe_key: notice.dedupeKey,
    skip_reason: templateFor(notice.type) ? null : 'no_template',
    metadata: {
      order_id: notice.orderId,
      order_number: notice.orderNumber,
      status: notice.status,
      page: orderPage(notice.orderId) ?? statementPage(notice.metadata?.statement_id),
      subscription_data: usualFields({
        subject: notice.orderNumber ? `订单 ${notice.orderNumber}` : notice.title,
        title: notice.title,
        content: notice.brief ?? notice.content,
        at: new Date(),
      }),
      ...notice.metadata,
    },
  }
}
