import type { HttpContext } from '@adonisjs/core/http'
import { userStatistics } from '#customers/queries/user_statistics'
import { requireViewer } from '#middleware/viewer_context'
import { answer } from '#transformers/answer'

/** How much the signed-in person ordered (9.6). */
export default class UserStatisticsController {
  async show(ctx: HttpContext) {
    const statistics = await userStatistics(requireViewer(ctx).id)
    answer(ctx, {
      orders_count: statistics.ordersCount,
      completed_orders_count: statistics.completedOrdersCount,
      pending_orders_count: statistics.pendingOrdersCount,
      total_spent: statistics.totalSpent.toNumber(),
    })
  }
}
