import db from '@adonisjs/lucid/services/db'
import type { Actor } from '#shared/actor'
import { audit } from '#shared/audit'
import { invalid } from '#shared/domain_error'
import User from '#models/user'

interface Account {
  username: string
  phone: string | null
  email: string | null
}

/** Changes one's own name and contacts. @throws VALIDATION_ERROR when the name is taken */
export async function updateAccount(input: Account, by: Actor & { id: number }): Promise<User> {
  return db.transaction(async (trx) => {
    const user = await User.query({ client: trx }).where('id', by.id).forUpdate().firstOrFail()
    const namesake = await User.query({ client: trx })
      .where('username', input.username)
      .whereNot('id', user.id)
      .first()
    if (namesake) throw invalid('username', '用户名已被使用')
    const before = { username: user.username, phone: user.phone, email: user.email }
    await user.merge(input).save()
    const entry = { entity: 'user', entityId: user.id, before, after: { ...input } }
    await audit({ event: 'admin_action', by, reason: 'account_updated', ...entry }, trx)
    return user
  })
}
