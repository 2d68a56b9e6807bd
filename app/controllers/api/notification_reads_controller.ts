import type { HttpContext } from '@adonisjs/core/http'
import { markAllRead, markRead } from '#messaging/actions/mark_read'
import { requireViewer } from '#middleware/viewer_context'
import { answer } from '#transformers/answer'
import { notificationAnswer } from '#transformers/notification_transformer'

/** What the reader has seen (13.2, 13.3). */
export default class NotificationReadsController {
  async store(ctx: HttpContext) {
    answer(ctx, notificationAnswer(await markRead(ctx.params.id, requireViewer(ctx).id)))
  }

  async storeAll(ctx: HttpContext) {
    answer(ctx, { marked: await markAllRead(requireViewer(ctx).id) })
  }
}
