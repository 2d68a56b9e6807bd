import type { Client } from '#shared/rows'
import { execute } from '#shared/rows'

/** A message to one customer about one order. */
export interface Notice {
  userId: number
  orderId: number
  orderNumber: string
  status: string
  type: 'payment' | 'order' | 'refund' | 'return'
  title: string
  content: string
  metadata?: Record<string, unknown>
  /** the same event never notifies twice */
  dedupeKey: string
}

/** Writes notices in the transaction of their cause. Rule: docs/rules/notifications.md */
export async function notify(notices: Notice[], trx: Client): Promise<void> {
  if (notices.length === 0) return
  await execute(
    `insert into notifications (user_id, title, content, type, metadata, dedupe_key)
     select user_id, title, content, type, metadata, dedupe_key
     from jsonb_to_recordset(?::jsonb) as n (user_id bigint, title text, content text, type text,
       metadata jsonb, dedupe_key text)
     on conflict (dedupe_key) do nothing`,
    [JSON.stringify(notices.map(noticeRow))],
    trx
  )
}

function noticeRow(notice: Notice) {
  return {
    user_id: notice.userId,
    title: notice.title,
    content: notice.content,
    type: notice.type,
    dedupe_key: notice.dedupeKey,
    metadata: {
      order_id: notice.orderId,
      order_number: notice.orderNumber,
      status: notice.status,
      page: `pages/order-detail/index?id=${notice.orderId}`,
      ...notice.metadata,
    },
  }
}
