import type { AnswerDescription, Description } from '#openapi/describe'
import { object, oneOf, text } from '#openapi/schemas'

const tag = '回调'

const Failed = object('CallbackFailed', {
  code: oneOf(['FAIL'], '没有接受'),
  message: text('给对方看的原因'),
})

const failed = (description: string, message: string): AnswerDescription => ({
  description,
  schema: Failed,
  example: { code: 'FAIL', message },
})

const notification = (summary: string): Description => ({
  summary,
  description: '由微信支付调用，凭签名辨认；先记下再处理，重复的通知只处理一次。不限频率。',
  tag,
  signature: 'wechat_pay',
  answers: {
    204: { description: '已收下' },
    400: failed('内容无法解读', 'resource'),
    401: failed('签名不对', 'signature'),
    503: failed('暂时收不下，请重发', 'retry'),
  },
})

export const paymentCallback = notification('微信支付结果通知')
export const refundCallback = notification('微信退款结果通知')

export const unknownProvider: Description = {
  summary: '其他支付渠道的通知',
  description: '本商城只接微信支付，其他渠道一律拒绝。',
  tag,
  answers: { 400: failed('不认识的渠道', 'provider') },
}
