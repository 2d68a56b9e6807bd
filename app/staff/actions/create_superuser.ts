import db from '@adonisjs/lucid/services/db'
import { SYSTEM } from '#shared/actor'
import { audit } from '#shared/audit'
import { invalid } from '#shared/domain_error'
import User from '#models/user'
import { passwordProblem } from '#staff/password_rules'

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

/**
 * Makes an administrator with all rights. An existing account is never raised.
 * @throws VALIDATION_ERROR for a name that is taken or empty, a bad address, a weak password
 * Rule: docs/rules/staff.md
 */
export async function createSuperuser(input: {
  username: string
  email: string
  password: string
}): Promise<User> {
  const username = input.username.trim()
  const email = input.email.trim()
  if (username === '' || username.length > 150)
    throw invalid('username', '用户名应为 1 到 150 个字符')
  if (email !== '' && (!EMAIL.test(email) || email.length > 254))
    throw invalid('email', '请填写正确的邮箱地址')
  const problem = passwordProblem(input.password, username)
  if (problem) throw invalid('password', problem)

  return db.transaction(async (trx) => {
    if (await User.findBy({ username }, { client: trx }))
      throw invalid('username', '用户名已被使用')
    const user = await User.create(
      {
        username,
        email: email || null,
        password: input.password,
        role: 'admin',
        isStaff: true,
        isSuperuser: true,
      },
      { client: trx }
    )
    const after = { username, role: 'admin', is_superuser: true }
    await audit(
      { event: 'role_changed', by: SYSTEM, entity: 'user', entityId: user.id, after },
      trx
    )
    return user
  })
}
