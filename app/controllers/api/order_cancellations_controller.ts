import type { HttpContext } from '@adonisjs/core/http'
import { readCatalogue } from '#catalog/queries/read_catalogue'
import { requireViewer } from '#middleware/viewer_context'
import { findOwnOrder } from '#orders/queries/find_own_order'
import { cancelOrder } from '#payments/actions/cancel_order'
import { answer } from '#transformers/answer'
import { embeddedIds, orderAnswer } from '#transformers/order_transformer'
import { origin } from '#transformers/origin'
import { cancellationValidator } from '#validators/order'

/** The shopper cancels an order that was not sent yet. */
export default class OrderCancellationsController {
  async update(ctx: HttpContext) {
    const viewer = requireViewer(ctx)
    const { reason, note } = await ctx.request.validateUsing(cancellationValidator)
    const cancelled = await cancelOrder({
      orderId: ctx.params.id,
      ownerId: viewer.id,
      by: viewer,
      reason: reason?.trim() ?? '',
      note: note?.trim() ?? '',
    })
    const order = await findOwnOrder(ctx.params.id, viewer.id)
    const catalogue = await readCatalogue(embeddedIds([order]), viewer)
    answer(ctx, {
      ...orderAnswer(order, catalogue, { role: viewer.role, origin: origin(ctx) }),
      refund_started: cancelled.refundStarted,
      refund_id: cancelled.refundId,
      refund_error: cancelled.refundError,
      refund_channel: cancelled.refundChannel,
      cancel_pending: false,
    })
  }
}
