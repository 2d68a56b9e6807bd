import hash from '@adonisjs/core/services/hash'
import db from '@adonisjs/lucid/services/db'
import { DateTime } from 'luxon'
import type { Actor } from '#shared/actor'
import { audit } from '#shared/audit'
import { DomainError } from '#shared/domain_error'
import { isStaffRole } from '#shared/labels'
import User from '#models/user'
import { countSignIn, forgetFailures } from '#staff/sign_in_limits'

/** A hash that no password fits, so that an unknown name costs as much time as a known one. */
let unusable: Promise<string> | undefined
const unusableHash = () => (unusable ??= hash.make(crypto.randomUUID()))

/**
 * Checks user name and password of staff. Unknown name, wrong password, missing password and
 * deactivated account are refused alike. Creates nobody, sets no password, raises no role.
 * @throws UNAUTHORIZED 401, FORBIDDEN 403 for shoppers, RATE_LIMIT_EXCEEDED 429
 * Rule: docs/rules/staff.md
 */
export async function signInStaff(input: {
  username: string
  password: string
  ip: string
  requestId: string
}): Promise<User> {
  const { username, password, ip, requestId } = input
  await countSignIn(ip, username)

  const user = await User.findBy('username', username)
  const fits = await hash.verify(user?.password ?? (await unusableHash()), password)
  const by: Actor = { id: user?.id ?? null, role: user?.role ?? 'anonymous', ip, requestId }
  if (!user?.password || !fits || !user.isActive) {
    await recordFailure(by, 'credentials')
    throw new DomainError('UNAUTHORIZED', '用户名或密码错误', { status: 401 })
  }
  await forgetFailures(username)
  if (!isStaffRole(user.role)) {
    await recordFailure(by, 'role')
    throw new DomainError('FORBIDDEN', '该账号没有后台权限', { status: 403 })
  }

  await db.transaction(async (trx) => {
    user.useTransaction(trx)
    await user.merge({ lastLoginAt: DateTime.now() }).save()
    await audit({ event: 'user_login', by, entity: 'user', entityId: user.id }, trx)
  })
  return user
}

/** The name that was typed is not kept: it is often a password in the wrong field. */
async function recordFailure(by: Actor, reason: 'credentials' | 'role') {
  await audit(
    { event: 'login_failed', by, entity: 'user', entityId: by.id, reason },
    db.connection()
  )
}
