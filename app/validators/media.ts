import vine from '@vinejs/vine'
import { PRODUCT_FIELDS } from '#media/actions/append_to_product'
import { recordId } from '#validators/ids'

/** The text parts beside the file of an upload. */
export const uploadValidator = vine.create({
  format: vine.enum(['webp', 'jpeg', 'png']).optional(),
  compress: vine.boolean().optional(),
  product_id: recordId().optional(),
  field_name: vine.enum(PRODUCT_FIELDS).optional(),
})
