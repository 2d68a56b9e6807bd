import vine from '@vinejs/vine'
import { Money } from '#shared/money'
import { recordId } from '#validators/ids'

/** An amount in yuan, as text or number, with at most two decimals. */
const amount = vine.createRule((value: unknown, _options: undefined, field) => {
  const text = typeof value === 'number' ? String(value) : value
  const money = typeof text === 'string' ? Money.parse(text.trim()) : null
  if (!money) return field.report('金额应为数字，最多两位小数', 'amount', field)
  field.mutate(money, field)
})

export const newPaymentValidator = vine.create({
  order_id: recordId(),
  method: vine.enum(['wechat', 'alipay', 'bank']).optional(),
  amount: vine.any().use(amount()).optional(),
})

export const paymentStartValidator = vine.create({
  provider: vine.enum(['wechat', 'alipay', 'bank']).optional(),
})
