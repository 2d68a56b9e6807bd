import vine from '@vinejs/vine'
import { described, filledText } from '#validators/text'

const fields = {
  contact_name: () => filledText(50).use(described('联系人')),
  phone: () => filledText(20).use(described('电话')),
  province: () => filledText(20).use(described('省')),
  city: () => filledText(20).use(described('市')),
  district: () => filledText(20).use(described('区县')),
  detail: () => filledText(200).use(described('街道和门牌')),
  is_default: () => vine.boolean().use(described('设为默认地址，其他地址随之取消默认')),
}

export const newAddressValidator = vine.create({
  contact_name: fields.contact_name(),
  phone: fields.phone(),
  province: fields.province(),
  city: fields.city(),
  district: fields.district(),
  detail: fields.detail(),
  is_default: fields.is_default().optional(),
})

/** What is absent or null stays as it is. */
export const addressChangesValidator = vine.create({
  contact_name: fields.contact_name().optional(),
  phone: fields.phone().optional(),
  province: fields.province().optional(),
  city: fields.city().optional(),
  district: fields.district().optional(),
  detail: fields.detail().optional(),
  is_default: fields.is_default().optional(),
})

export const addressTextValidator = vine.create({
  address: filledText(500).use(described('粘贴的整段地址')),
})
