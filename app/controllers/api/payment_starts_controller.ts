import type { HttpContext } from '@adonisjs/core/http'
import { assertStartAllowed } from '#customers/limits'
import { requireViewer } from '#middleware/viewer_context'
import { startPayment } from '#payments/actions/start_payment'
import { invalid } from '#shared/domain_error'
import { answer } from '#transformers/answer'
import { payParametersAnswer } from '#transformers/pay_parameters_transformer'
import { paymentStartValidator } from '#validators/payment'

/** The shopper opens the payment on the phone. */
export default class PaymentStartsController {
  async store(ctx: HttpContext) {
    const viewer = requireViewer(ctx)
    const { provider } = await ctx.request.validateUsing(paymentStartValidator)
    if (provider && provider !== 'wechat') throw invalid('provider', '目前只支持微信支付')
    const started = await startPayment({
      paymentId: ctx.params.id,
      ownerId: viewer.id,
      by: viewer,
      assertAllowed: () =>
        assertStartAllowed({
          userId: viewer.id,
          ip: viewer.ip ?? '',
          deviceId: ctx.request.header('x-device-id'),
        }),
    })
    answer(ctx, { payment: started.view, pay_params: payParametersAnswer(started) })
  }
}
