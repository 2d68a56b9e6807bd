import vine from '@vinejs/vine'
import { recordId, wholeNumber } from '#validators/ids'
import { described } from '#validators/text'

const MAX = 1_000_000

const fields = {
  product_id: () => recordId().use(described('商品编号')),
  sku_id: () => recordId().use(described('规格编号，有规格的商品必填')).optional(),
}
const quantity = (description: string) =>
  wholeNumber().range([-MAX, MAX]).use(described(description))

/** Adding takes one piece unless told otherwise. */
export const cartLineValidator = vine.create({
  product_id: fields.product_id(),
  sku_id: fields.sku_id(),
  quantity: quantity('再加几件，默认 1').optional(),
})

/** Setting needs to be told: a missing quantity is no wish. */
export const cartQuantityValidator = vine.create({
  product_id: fields.product_id(),
  sku_id: fields.sku_id(),
  quantity: quantity('改为几件；0 或负数移除该行'),
})

export const cartRemovalValidator = vine.create({
  product_id: fields.product_id(),
  sku_id: fields.sku_id(),
})
