import type { HttpContext } from '@adonisjs/core/http'
import { readCatalogue } from '#catalog/queries/read_catalogue'
import { requireViewer } from '#middleware/viewer_context'
import { completeOrder } from '#orders/actions/complete_order'
import { findOwnOrder } from '#orders/queries/find_own_order'
import { answer } from '#transformers/answer'
import { embeddedIds, orderAnswer } from '#transformers/order_transformer'
import { origin } from '#transformers/origin'
import { receiptValidator } from '#validators/order'

/** The shopper has received the goods. */
export default class OrderReceiptsController {
  async update(ctx: HttpContext) {
    const viewer = requireViewer(ctx)
    const { note } = await ctx.request.validateUsing(receiptValidator)
    await completeOrder({
      orderId: ctx.params.id,
      ownerId: viewer.id,
      by: viewer,
      note: note || undefined,
    })
    const order = await findOwnOrder(ctx.params.id, viewer.id)
    const catalogue = await readCatalogue(embeddedIds([order]), viewer)
    answer(ctx, orderAnswer(order, catalogue, { role: viewer.role, origin: origin(ctx) }))
  }
}
