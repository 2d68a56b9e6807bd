import type { HttpContext } from '@adonisjs/core/http'
import { requireViewer } from '#middleware/viewer_context'
import { syncPayment } from '#payments/actions/sync_payment'
import { readOwnPayment } from '#payments/queries/list_payments'
import { answer } from '#transformers/answer'

/** The result screen asks how far a payment is; the answer is the state after applying WeChat's. */
export default class PaymentSyncsController {
  async store(ctx: HttpContext) {
    const viewer = requireViewer(ctx)
    const { tradeState } = await syncPayment(ctx.params.id, viewer.id)
    const payment = await readOwnPayment(ctx.params.id, viewer.id)
    answer(ctx, { payment, trade_state: tradeState })
  }
}
