import db from '@adonisjs/lucid/services/db'
import { AddressFactory } from '#database/factories/address_factory'
import { signedInShopper } from '#tests/helpers/shoppers'

/** A valid request body. */
export const ADDRESS = {
  contact_name: '周小梅',
  phone: '13757100321',
  province: '浙江省',
  city: '杭州市',
  district: '临平区',
  detail: '东湖街道星河路12号3幢201',
}

/** A shopper with `count` addresses, oldest first; the one at `defaultAt` is the default. */
export async function shopperWith(count: number, defaultAt = 0) {
  const shopper = await signedInShopper()
  const addresses = []
  for (let i = 0; i < count; i++)
    addresses.push(
      await AddressFactory.merge({ userId: shopper.user.id, isDefault: i === defaultAt }).create()
    )
  return { ...shopper, addresses }
}

/** Ids of the addresses that are marked as default. */
export function defaultsOf(userId: number) {
  return db.from('addresses').where('user_id', userId).where('is_default', true).select('id')
}
