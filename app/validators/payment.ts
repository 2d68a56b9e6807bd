import vine from '@vinejs/vine'
import { Money } from '#shared/money'
import { recordId } from '#validators/ids'
import { described } from '#validators/text'

/** An amount in yuan, as text or number, with at most two decimals. */
const amount = vine.createRule(
  (value: unknown, _options: undefined, field) => {
    const text = typeof value === 'number' ? String(value) : value
    const money = typeof text === 'string' ? Money.parse(text.trim()) : null
    if (!money) return field.report('金额应为数字，最多两位小数', 'amount', field)
    field.mutate(money, field)
  },
  {
    toJSONSchema: (schema) => {
      delete schema.anyOf
      schema.type = ['string', 'number']
    },
  }
)

const method = (description: string) =>
  vine.enum(['wechat', 'alipay', 'bank']).use(described(description)).optional()

export const newPaymentValidator = vine.create({
  order_id: recordId().use(described('待支付的订单')),
  method: method('支付渠道，默认 wechat'),
  amount: vine.any().use(amount()).use(described('核对用：与应付金额不符时拒绝（元）')).optional(),
})

export const paymentStartValidator = vine.create({
  provider: method('默认为这次支付的渠道；目前只支持 wechat'),
})
