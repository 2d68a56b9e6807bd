import type { HttpContext } from '@adonisjs/core/http'
import { readCatalogue } from '#catalog/queries/read_catalogue'
import { requireViewer } from '#middleware/viewer_context'
import { findOwnOrder } from '#orders/queries/find_own_order'
import { checkOut } from '#payments/actions/check_out'
import { listPaymentsOfOrder } from '#payments/queries/list_payments'
import { answer } from '#transformers/answer'
import { checkoutInput } from '#transformers/checkout_input'
import { embeddedIds, orderAnswer } from '#transformers/order_transformer'
import { origin } from '#transformers/origin'
import { checkoutValidator, shortCheckoutValidator } from '#validators/order'

/** Checkout: one order and its first payment. */
export default class OrderCheckoutsController {
  /** `create_batch_orders`: despite its name one order, repeated in one-element lists. */
  async store(ctx: HttpContext) {
    const input = await ctx.request.validateUsing(checkoutValidator)
    const { order, payment } = await this.#checkOut(ctx, checkoutInput(ctx, input))
    answer(ctx, { order, payment, orders: [order], payments: payment ? [payment] : [] }, 201)
  }

  /** `create_order`: the same for one product or several. */
  async storeOne(ctx: HttpContext) {
    const input = await ctx.request.validateUsing(shortCheckoutValidator)
    answer(ctx, await this.#checkOut(ctx, checkoutInput(ctx, input)), 201)
  }

  async #checkOut(ctx: HttpContext, input: ReturnType<typeof checkoutInput>) {
    const viewer = requireViewer(ctx)
    const { orderId, payment } = await checkOut(input)
    const order = await findOwnOrder(orderId, viewer.id)
    const [first] = payment ? [payment] : await listPaymentsOfOrder(orderId)
    const catalogue = await readCatalogue(embeddedIds([order]), viewer)
    const audience = { role: viewer.role, origin: origin(ctx) }
    return {
      order: orderAnswer(order, catalogue, audience),
      payment: first ?? null,
    }
  }
}
