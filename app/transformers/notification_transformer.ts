import type { Static } from 'typebox'
import type { NotificationView } from '#messaging/queries/list_notifications'
import { NOTIFICATION_STATUSES, NOTIFICATION_TYPES } from '#shared/notification_types'
import { flag, id, instant, labelled, nullable, object, text } from '#openapi/schemas'
import { Type } from '#openapi/type'

export const NotificationSchema = object('Notification', {
  id: id(),
  title: text('标题'),
  content: text('内容'),
  type: labelled(NOTIFICATION_TYPES, '类型'),
  type_display: text('类型的名称'),
  status: labelled(NOTIFICATION_STATUSES, '微信订阅消息的状态，与是否已读无关'),
  status_display: text('状态的名称'),
  metadata: Type.Record(Type.String(), Type.Unknown(), {
    description:
      '相关信息，按需出现：page、order_id、order_number、payment_id、refund_id、return_request_id、statement_id、status、amount、logistics_no、period_start、period_end、subscription_data',
  }),
  created_at: instant('创建时间'),
  sent_at: nullable(instant('微信订阅消息的发送时间')),
  read_at: nullable(instant('第一次阅读的时间')),
  is_read: flag('是否已读'),
})

/** A notification as the mini-program reads it. */
export function notificationAnswer(view: NotificationView): Static<typeof NotificationSchema> {
  return {
    id: view.id,
    title: view.title,
    content: view.content,
    type: view.type,
    type_display: NOTIFICATION_TYPES[view.type],
    status: view.status,
    status_display: NOTIFICATION_STATUSES[view.status].label,
    metadata: view.metadata,
    created_at: view.created_at,
    sent_at: view.sent_at,
    read_at: view.read_at,
    is_read: view.read_at !== null,
  }
}
