import type Address from '#models/address'

/** An entry of the address book (8.3). */
export function addressAnswer(address: Address) {
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
