import type { TagColor } from '#shared/status_table'

export type NotificationType = 'payment' | 'order' | 'refund' | 'return' | 'statement' | 'system'

/** In the order in which the mini-program asks a customer to accept messages. */
export const NOTIFICATION_TYPES: Record<NotificationType, string> = {
  payment: '支付',
  order: '订单',
  refund: '退款',
  return: '退货',
  statement: '对账单',
  system: '系统',
}

/** How far the WeChat message of a notification is; the entry in the mini-program exists at once. */
export type NotificationStatus = 'pending' | 'sent' | 'failed'
export const NOTIFICATION_STATUSES: Record<NotificationStatus, { label: string; color: TagColor }> =
  {
    pending: { label: '待发送', color: 'orange' },
    sent: { label: '已发送', color: 'green' },
    failed: { label: '发送失败', color: 'red' },
  }
