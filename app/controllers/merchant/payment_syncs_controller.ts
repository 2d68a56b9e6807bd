import type { HttpContext } from '@adonisjs/core/http'
import { syncPayment } from '#payments/actions/sync_payment'
import { findPayment } from '#payments/queries/find_payment'
import OrderPolicy from '#policies/order_policy'
import { notFound } from '#shared/domain_error'
import { forgetFigures } from '#shared/recall'
import { finish, refusal } from '#transformers/console_page'
import { orderPath } from '#transformers/merchant/order_paths'

const ANSWERS: Record<string, string> = {
  SUCCESS: '微信已收到付款',
  NOTPAY: '客户还没有付款',
  CLOSED: '微信已关闭这笔支付',
  REVOKED: '微信已撤销这笔支付',
  USERPAYING: '客户正在支付，请稍后再查',
  PAYERROR: '客户支付失败',
  REFUND: '这笔支付已转入退款',
}

/** Asking WeChat how far an attempt to pay is. */
export default class PaymentSyncsController {
  async store(ctx: HttpContext) {
    await ctx.bouncer.with(OrderPolicy).authorize('read')
    const { id, paymentId } = ctx.params
    const payment = await findPayment(paymentId)
    if (payment.order_id !== id) throw notFound('支付记录不存在')
    try {
      const { tradeState } = await syncPayment(paymentId)
      const message = tradeState ? (ANSWERS[tradeState] ?? '已更新') : '客户还没有打开微信支付'
      finish(ctx, orderPath(id), message, tradeState === 'SUCCESS' ? 'success' : 'warn')
    } catch (error) {
      const { notice, errors } = refusal(error)
      finish(ctx, orderPath(id), Object.values(errors).flat()[0] ?? notice, 'danger')
    } finally {
      forgetFigures()
    }
  }
}
