import type { SessionData } from '@adonisjs/session/types'
import User from '#models/user'
import { newMark, STAFF_MARK } from '#staff/session_mark'

let made = 0

/** An account of staff with a password that nobody knows, unless one is given. */
export async function makeStaff(
  fields: { role?: 'admin' | 'support'; username?: string; password?: string } = {}
): Promise<User> {
  const role = fields.role ?? 'admin'
  return User.create({
    username: fields.username ?? `staff-${process.pid}-${(made += 1)}`,
    password: fields.password ?? crypto.randomUUID(),
    role,
    isStaff: role === 'admin',
    isSuperuser: false,
    isActive: true,
    tokenVersion: 0,
  })
}

/** What a session of this person holds right after signing in. */
export function staffSession(user: User): SessionData {
  return {
    auth_web: user.id,
    [STAFF_MARK]: newMark(user.tokenVersion, '测试设备', '127.0.0.1'),
  }
}
