import vine from '@vinejs/vine'
import { filledText } from '#validators/text'

const fields = {
  contact_name: () => filledText(50),
  phone: () => filledText(20),
  province: () => filledText(20),
  city: () => filledText(20),
  district: () => filledText(20),
  detail: () => filledText(200),
}

export const newAddressValidator = vine.create({
  contact_name: fields.contact_name(),
  phone: fields.phone(),
  province: fields.province(),
  city: fields.city(),
  district: fields.district(),
  detail: fields.detail(),
  is_default: vine.boolean().optional(),
})

/** What is absent or null stays as it is. */
export const addressChangesValidator = vine.create({
  contact_name: fields.contact_name().optional(),
  phone: fields.phone().optional(),
  province: fields.province().optional(),
  city: fields.city().optional(),
  district: fields.district().optional(),
  detail: fields.detail().optional(),
  is_default: vine.boolean().optional(),
})

export const addressTextValidator = vine.create({ address: filledText(500) })
