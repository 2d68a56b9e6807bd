import type { Static } from 'typebox'
import { count, id, money, object, text } from '#openapi/schemas'
import { Type } from '#openapi/type'
import type { StartedPayment } from '#payments/actions/start_payment'
import { Money } from '#shared/money'
import settings from '#start/env'

const fen = (description: string) => count(`${description}（分）`)

export const PayParametersSchema = object('WechatPayParams', {
  appId: text('小程序的 appid'),
  timeStamp: text('秒数，文字'),
  nonceStr: text('随机文字'),
  package: text('prepay_id=…'),
  signType: Type.Literal('RSA', { description: '签名方式' }),
  paySign: text('签名'),
  prepay_id: text('微信的预支付编号'),
  mchId: text('商户号'),
  mch_id: text('同 mchId'),
  total: fen('金额'),
  total_fee: fen('同 total'),
  amount: money('金额'),
  payment_id: id('支付编号'),
  order_number: text('订单号'),
})

/** What the mini-program hands to `wx.requestPayment`, and the names that older screens read beside it. */
export function payParametersAnswer({
  payment,
  prepayId,
  parameters,
}: StartedPayment): Static<typeof PayParametersSchema> {
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
