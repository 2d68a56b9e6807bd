import Address from '#models/address'

/** The whole address book: the default first, then the newest. */
export function listAddresses(userId: number): Promise<Address[]> {
  return Address.query().where({ userId }).orderBy('is_default', 'desc').orderBy('id', 'desc')
}
