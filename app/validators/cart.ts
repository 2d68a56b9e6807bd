import vine from '@vinejs/vine'
import { recordId, wholeNumber } from '#validators/ids'

const MAX = 1_000_000

const line = { product_id: recordId(), sku_id: recordId().optional() }
const quantity = () => wholeNumber().range([-MAX, MAX])

/** Adding takes one piece unless told otherwise. */
export const cartLineValidator = vine.create({ ...line, quantity: quantity().optional() })

/** Setting needs to be told: a missing quantity is no wish. */
export const cartQuantityValidator = vine.create({ ...line, quantity: quantity() })

export const cartRemovalValidator = vine.create({
  product_id: recordId(),
  sku_id: recordId().optional(),
})
