import vine from '@vinejs/vine'
import { recordId } from '#validators/ids'

const MAX = 1_000_000

export const cartLineValidator = vine.create({
  product_id: recordId(),
  sku_id: recordId().optional(),
  quantity: vine.number().withoutDecimals().range([-MAX, MAX]).optional(),
})

export const cartRemovalValidator = vine.create({
  product_id: recordId(),
  sku_id: recordId().optional(),
})
