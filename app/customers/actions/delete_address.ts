import db from '@adonisjs/lucid/services/db'
import { execute } from '#shared/rows'
import { findOwnAddress, lockAddressBook } from '#customers/address_book'

const PROMOTE_NEWEST = `
  update addresses set is_default = true
  where id = (select max(id) from addresses where user_id = ?)`

/**
 * Removes one's own address. When it was the default, the newest that remains takes its place.
 * Orders keep their copies. Rule: docs/rules/customers.md
 *
 * @throws DomainError NOT_FOUND
 */
export async function deleteAddress(id: number, userId: number): Promise<void> {
  await db.transaction(async (trx) => {
    await lockAddressBook(userId, trx)
    const address = await findOwnAddress(id, userId, trx)
    await address.delete()
    if (address.isDefault) await execute(PROMOTE_NEWEST, [userId], trx)
  })
}
