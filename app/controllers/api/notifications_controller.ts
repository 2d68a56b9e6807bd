import type { HttpContext } from '@adonisjs/core/http'
import { findNotification, listNotifications } from '#messaging/queries/list_notifications'
import { requireViewer } from '#middleware/viewer_context'
import { readPaging, readText } from '#shared/paging'
import { answer } from '#transformers/answer'
import { notificationAnswer } from '#transformers/notification_transformer'
import { pageAnswer } from '#transformers/page_answer'

/** One's own notifications (13.1). */
export default class NotificationsController {
  async index(ctx: HttpContext) {
    const query = ctx.request.qs()
    const paging = readPaging(query, { size: 10, max: 50 })
    const { results, total } = await listNotifications(
      {
        ownerId: requireViewer(ctx).id,
        type: readText(query.type, 20),
        status: readText(query.status, 20),
        read: readReading(query.read),
      },
      paging
    )
    answer(ctx, pageAnswer(ctx, { results: results.map(notificationAnswer), total, ...paging }))
  }

  async show(ctx: HttpContext) {
    const view = await findNotification(ctx.params.id, requireViewer(ctx).id)
    answer(ctx, notificationAnswer(view))
  }
}

/** What does not parse counts as absent. */
function readReading(value: unknown): boolean | undefined {
  const text = readText(value, 10).toLowerCase()
  if (['1', 'true', 'yes', 'read'].includes(text)) return true
  if (['0', 'false', 'no', 'unread'].includes(text)) return false
  return undefined
}
