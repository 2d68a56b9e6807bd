import type { HttpContext } from '@adonisjs/core/http'
import { requireViewer } from '#middleware/viewer_context'
import { abandonPayment } from '#payments/actions/abandon_payment'
import { readOwnPayment } from '#payments/queries/list_payments'
import { answer } from '#transformers/answer'

/** A shopper gives an attempt up (18.6); the answer is the payment as it is then. */
export default class AbandonedPaymentsController {
  fail(ctx: HttpContext) {
    return this.#abandon(ctx, 'failed')
  }

  cancel(ctx: HttpContext) {
    return this.#abandon(ctx, 'cancelled')
  }

  expire(ctx: HttpContext) {
    return this.#abandon(ctx, 'expired')
  }

  async #abandon(ctx: HttpContext, as: 'failed' | 'cancelled' | 'expired') {
    const viewer = requireViewer(ctx)
    await abandonPayment(ctx.params.id, viewer.id, as)
    answer(ctx, await readOwnPayment(ctx.params.id, viewer.id))
  }
}
