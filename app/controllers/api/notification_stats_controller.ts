import type { HttpContext } from '@adonisjs/core/http'
import { notificationStats } from '#messaging/queries/notification_stats'
import { requireViewer } from '#middleware/viewer_context'
import { answer } from '#transformers/answer'

/** How many notifications one has (13.4). */
export default class NotificationStatsController {
  async show(ctx: HttpContext) {
    answer(ctx, await notificationStats(requireViewer(ctx).id))
  }
}
