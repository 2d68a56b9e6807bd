import { VIEW, type NotificationView } from '#messaging/queries/list_notifications'
import { notFound } from '#shared/domain_error'
import { execute, row } from '#shared/rows'

/**
 * The reader has seen it; the moment of the first reading stays.
 * @throws DomainError NOT_FOUND for unknown and foreign notifications alike
 */
export async function markRead(id: number, ownerId: number): Promise<NotificationView> {
  const found = await row<NotificationView>(
    `update notifications set read_at = coalesce(read_at, now()) where id = ? and user_id = ?
     returning ${VIEW}`,
    [id, ownerId]
  )
  if (!found) throw notFound('通知不存在')
  return found
}

/** Answers how many were unread until now. */
export function markAllRead(ownerId: number): Promise<number> {
  return execute(`update notifications set read_at = now() where user_id = ? and read_at is null`, [
    ownerId,
  ])
}
