import type { HttpContext } from '@adonisjs/core/http'
import { requireViewer } from '#middleware/viewer_context'
import { reopenPayment } from '#payments/actions/reopen_payment'
import { listOwnPayments, readOwnPayment } from '#payments/queries/list_payments'
import { readInteger, readPaging } from '#shared/paging'
import { answer } from '#transformers/answer'
import { pageAnswer } from '#transformers/page_answer'
import { newPaymentValidator } from '#validators/payment'

/** The payments of a shopper's own orders. */
export default class PaymentsController {
  async index(ctx: HttpContext) {
    const query = ctx.request.qs()
    const paging = readPaging(query)
    const { results, total } = await listOwnPayments(
      { ownerId: requireViewer(ctx).id, orderId: readInteger(query.order_id) },
      paging
    )
    answer(ctx, pageAnswer(ctx, { results, total, ...paging }))
  }

  async show(ctx: HttpContext) {
    answer(ctx, await readOwnPayment(ctx.params.id, requireViewer(ctx).id))
  }

  async store(ctx: HttpContext) {
    const viewer = requireViewer(ctx)
    const input = await ctx.request.validateUsing(newPaymentValidator)
    const { id, reused } = await reopenPayment({
      orderId: input.order_id,
      ownerId: viewer.id,
      by: viewer,
      method: input.method ?? 'wechat',
      amount: input.amount,
    })
    const payment = await readOwnPayment(id, viewer.id)
    if (reused) answer(ctx, { detail: '已有进行中的支付', payment })
    else answer(ctx, payment, 201)
  }
}
