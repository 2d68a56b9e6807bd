import { notFound } from '#shared/domain_error'
import type { NotificationStatus, NotificationType } from '#shared/notification_types'
import type { Paging } from '#shared/paging'
import { row, rows } from '#shared/rows'
import { instant } from '#shared/sql'

/** A notification as its reader sees it; instants are texts of JSON. */
export interface NotificationView {
  id: number
  title: string
  content: string
  type: NotificationType
  status: NotificationStatus
  metadata: Record<string, unknown>
  created_at: string
  sent_at: string | null
  read_at: string | null
}

export interface OwnNotificationsFilter {
  ownerId: number
  /** '' for all; what is no type or status selects nothing */
  type: string
  status: string
  read?: boolean
}

/** The columns of a view. */
export const VIEW = `id, title, content, type, status, metadata,
  ${instant('created_at')} as created_at, ${instant('sent_at')} as sent_at,
  ${instant('read_at')} as read_at`

/** The caller's own notifications, newest first; one statement whatever the page size. */
export async function listNotifications(
  filter: OwnNotificationsFilter,
  paging: Paging
): Promise<{ results: NotificationView[]; total: number }> {
  const { type, status, read } = filter
  const found = await rows<{ total: number } & (NotificationView | { id: null })>(
    `with matching as not materialized (
       select * from notifications
       where user_id = :ownerId
         ${type ? 'and type = :type' : ''} ${status ? 'and status = :status' : ''}
         ${read === undefined ? '' : `and read_at is ${read ? 'not null' : 'null'}`}
     ), page as (
       select * from matching order by created_at desc, id desc limit :limit offset :offset
     )
     select counted.total, shown.*
     from (select count(*) as total from matching) counted
     left join (select ${VIEW}, row_number() over (order by page.created_at desc, id desc) as place
       from page) shown on true
     order by shown.place`,
    { ownerId: filter.ownerId, type, status, limit: paging.pageSize, offset: paging.offset }
  )
  const results = found.flatMap((one) => (one.id === null ? [] : [one]))
  return { results, total: found[0]?.total ?? 0 }
}

/** @throws DomainError NOT_FOUND for unknown and foreign notifications alike */
export async function findNotification(id: number, ownerId: number): Promise<NotificationView> {
  const found = await row<NotificationView>(
    `select ${VIEW} from notifications where id = ? and user_id = ?`,
    [id, ownerId]
  )
  if (!found) throw notFound('通知不存在')
  return found
}
