import type { StartedPayment } from '#payments/actions/start_payment'
import { Money } from '#shared/money'
import settings from '#start/env'

/** What the mini-program hands to `wx.requestPayment`, and the names that older screens read beside it. */
export function payParametersAnswer({ payment, prepayId, parameters }: StartedPayment): object {
  const total = Money.yuan(payment.amount).fen
  return {
    ...parameters,
    prepay_id: prepayId,
    mchId: settings.wechatPay.merchantId,
    mch_id: settings.wechatPay.merchantId,
    total,
    total_fee: total,
    amount: payment.amount,
    payment_id: payment.id,
    order_number: payment.order_number,
  }
}
