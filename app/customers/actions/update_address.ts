import db from '@adonisjs/lucid/services/db'
import type { NewAddress } from '#customers/actions/create_address'
import { clearDefault, findOwnAddress, lockAddressBook } from '#customers/address_book'
import { given } from '#customers/given'
import type Address from '#models/address'

/**
 * Changes one's own address; what is absent stays. Making it the default takes the flag from the
 * one that had it. Rule: docs/rules/customers.md
 *
 * @throws DomainError NOT_FOUND
 */
export async function updateAddress(
  id: number,
  changes: Partial<NewAddress>,
  userId: number
): Promise<Address> {
  return db.transaction(async (trx) => {
    await lockAddressBook(userId, trx)
    const address = await findOwnAddress(id, userId, trx)
    if (changes.isDefault && !address.isDefault) await clearDefault(userId, trx)
    return address.merge(given(changes)).save()
  })
}
