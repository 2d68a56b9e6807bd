import vine from '@vinejs/vine'
import { recordId, wholeNumber } from '#validators/ids'

const quantity = () => wholeNumber().range([1, 999])

const payment = {
  address_id: recordId(),
  note: vine.string().maxLength(500).optional(),
  payment_method: vine.enum(['online', 'credit']).optional(),
  method: vine.enum(['wechat', 'alipay', 'bank']).optional(),
}

const line = vine.object({
  product_id: recordId(),
  quantity: quantity().optional(),
  sku_id: recordId().optional(),
})

/** Checkout of several lines. */
export const checkoutValidator = vine.create({
  items: vine.array(line).minLength(1).maxLength(200),
  ...payment,
})

/** Checkout in the short form: one product, or `items`. */
export const shortCheckoutValidator = vine.create({
  items: vine.array(line.clone()).minLength(1).maxLength(200).optional(),
  product_id: recordId().optional().requiredIfMissing('items'),
  quantity: quantity().optional(),
  sku_id: recordId().optional(),
  ...payment,
})

export const cancellationValidator = vine.create({
  reason: vine.string().maxLength(200).optional(),
  note: vine.string().maxLength(500).optional(),
})

export const receiptValidator = vine.create({
  note: vine.string().maxLength(500).optional(),
})
