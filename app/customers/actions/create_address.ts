import db from '@adonisjs/lucid/services/db'
import { DomainError } from '#shared/domain_error'
import { clearDefault, lockAddressBook } from '#customers/address_book'
import Address from '#models/address'

export interface NewAddress {
  contactName: string
  phone: string
  province: string
  city: string
  district: string
  detail: string
  isDefault?: boolean
}

const MOST_ADDRESSES = 50

/**
 * Adds an address. The first one becomes the default by itself. Rule: docs/rules/customers.md
 *
 * @throws DomainError BUSINESS_ERROR when the address book is full
 */
export async function createAddress(input: NewAddress, userId: number): Promise<Address> {
  return db.transaction(async (client) => {
    await lockAddressBook(userId, client)
    const [{ $extras }] = await Address.query({ client }).where({ userId }).count('* as total')
    const total = Number($extras.total)
    if (total >= MOST_ADDRESSES)
      throw new DomainError(
        'BUSINESS_ERROR',
        `最多保存 ${MOST_ADDRESSES} 个收货地址，请先删除不再使用的地址`
      )
    const isDefault = input.isDefault === true || total === 0
    if (isDefault) await clearDefault(userId, client)
    return Address.create({ ...input, userId, isDefault }, { client })
  })
}
