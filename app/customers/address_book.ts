import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { notFound } from '#shared/domain_error'
import { execute } from '#shared/rows'
import Address from '#models/address'

/**
 * Changes of one address book happen one after the other, so that it always has at most one default.
 * The weak row lock lets orders of the same person go on.
 */
export async function lockAddressBook(userId: number, trx: TransactionClientContract) {
  await execute(`select 1 from users where id = ? for no key update`, [userId], trx)
}

export async function clearDefault(userId: number, trx: TransactionClientContract) {
  await execute(
    `update addresses set is_default = false where user_id = ? and is_default`,
    [userId],
    trx
  )
}

/** @throws DomainError NOT_FOUND for an unknown address and for somebody else's */
export async function findOwnAddress(
  id: number,
  userId: number,
  client?: TransactionClientContract
): Promise<Address> {
  const address = await Address.query({ client }).where({ id, userId }).first()
  if (!address) throw notFound('收货地址不存在或已被删除')
  return address
}
