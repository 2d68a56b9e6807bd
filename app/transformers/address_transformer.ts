import type { Static } from 'typebox'
import type Address from '#models/address'
import { flag, id, object, text } from '#openapi/schemas'

export const AddressSchema = object('Address', {
  id: id(),
  contact_name: text('联系人'),
  phone: text('电话'),
  province: text('省'),
  city: text('市'),
  district: text('区县'),
  detail: text('街道和门牌'),
  is_default: flag('是否默认地址'),
})

/** An entry of the address book (8.3). */
export function addressAnswer(address: Address): Static<typeof AddressSchema> {
  return {
    id: address.id,
    contact_name: address.contactName,
    phone: address.phone,
    province: address.province,
    city: address.city,
    district: address.district,
    detail: address.detail,
    is_default: address.isDefault,
  }
}
