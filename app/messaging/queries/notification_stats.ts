import { row } from '#shared/rows'

export interface NotificationStats {
  unread_count: number
  /** WeChat messages that are not sent, read or not */
  pending_count: number
  total: number
}

/** The caller's own numbers, in one statement. */
export async function notificationStats(ownerId: number): Promise<NotificationStats> {
  const found = await row<NotificationStats>(
    `select count(*) filter (where read_at is null) as unread_count,
       count(*) filter (where status = 'pending') as pending_count, count(*) as total
     from notifications where user_id = ?`,
    [ownerId]
  )
  return found ?? { unread_count: 0, pending_count: 0, total: 0 }
}
