import vine from '@vinejs/vine'
import { recordId, wholeNumber } from '#validators/ids'
import { described } from '#validators/text'

const productId = () => recordId().use(described('商品编号'))
const skuId = () => recordId().use(described('规格编号，有规格的商品必填'))
const quantity = () => wholeNumber().range([1, 999]).use(described('件数，默认 1'))
const note = (description: string) =>
  vine.string().maxLength(500).use(described(description)).optional()

const payment = {
  address_id: recordId().use(described('自己的收货地址')),
  note: note('买家备注'),
  payment_method: vine
    .enum(['online', 'credit'])
    .use(described('在线支付（默认）或信用支付'))
    .optional(),
  method: vine
    .enum(['wechat', 'alipay', 'bank'])
    .use(described('在线支付的渠道，默认 wechat'))
    .optional(),
}

const line = vine.object({
  product_id: productId(),
  quantity: quantity().optional(),
  sku_id: skuId().optional(),
})

/** Checkout of several lines. */
export const checkoutValidator = vine.create({
  items: vine.array(line).minLength(1).maxLength(200),
  ...payment,
})

/** Checkout in the short form: one product, or `items`. */
export const shortCheckoutValidator = vine.create({
  items: vine.array(line.clone()).minLength(1).maxLength(200).optional(),
  product_id: productId().optional().requiredIfMissing('items'),
  quantity: quantity().optional(),
  sku_id: skuId().optional(),
  ...payment,
})

export const cancellationValidator = vine.create({
  reason: vine.string().maxLength(200).use(described('取消原因')).optional(),
  note: note('备注'),
})

export const receiptValidator = vine.create({
  note: note('备注'),
})
