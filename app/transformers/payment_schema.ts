import { id, instant, labelled, money, object, shapeOf, text } from '#openapi/schemas'
import { Type } from '#openapi/type'
import type { PaymentView } from '#payments/payment_view'
import { PAYMENT_METHODS, type PaymentMethod } from '#shared/labels'
import { paymentStatus } from '#shared/statuses'

const { wechat, alipay, bank } = PAYMENT_METHODS
const METHODS: Record<PaymentMethod, string> = { wechat, alipay, bank }

/** The queries write payments ready to be sent. */
export const PaymentSchema = shapeOf<PaymentView>()(
  object('Payment', {
    id: id(),
    order: id('订单编号'),
    amount: money('金额'),
    method: labelled(METHODS, '渠道'),
    status: labelled(paymentStatus.table, '状态；过了付款期限的显示为 expired'),
    created_at: instant('创建时间'),
    updated_at: instant('修改时间'),
    expires_at: instant('付款期限'),
    logs: Type.Array(
      object('PaymentEvent', {
        t: instant('时间'),
        event: text('事件，如 created、start'),
      }),
      { description: '经过，按时间先后' }
    ),
  })
)
