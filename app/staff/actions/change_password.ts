import hash from '@adonisjs/core/services/hash'
import db from '@adonisjs/lucid/services/db'
import type { Actor } from '#shared/actor'
import { audit } from '#shared/audit'
import { invalid } from '#shared/domain_error'
import User from '#models/user'
import { passwordProblem } from '#staff/password_rules'

/**
 * Changes one's own password. All other sessions and tokens of the account end, because
 * `token_version` rises. @throws VALIDATION_ERROR naming the field. Rule: docs/rules/staff.md
 */
export async function changePassword(
  input: { current: string; password: string; confirmation: string },
  by: Actor & { id: number }
): Promise<User> {
  return db.transaction(async (trx) => {
    const user = await User.query({ client: trx }).where('id', by.id).forUpdate().firstOrFail()
    if (!user.password || !(await hash.verify(user.password, input.current)))
      throw invalid('current_password', '当前密码不正确')
    const problem = passwordProblem(input.password, user.username)
    if (problem) throw invalid('password', problem)
    if (input.password === input.current) throw invalid('password', '新密码不能与当前密码相同')
    if (input.password !== input.confirmation)
      throw invalid('password_confirmation', '两次输入的新密码不一致')
    await user.merge({ password: input.password, tokenVersion: user.tokenVersion + 1 }).save()
    const reason = 'password_changed'
    await audit({ event: 'admin_action', by, entity: 'user', entityId: user.id, reason }, trx)
    return user
  })
}
