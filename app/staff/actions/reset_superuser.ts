import db from '@adonisjs/lucid/services/db'
import { SYSTEM } from '#shared/actor'
import { audit } from '#shared/audit'
import { invalid, notFound } from '#shared/domain_error'
import { execute } from '#shared/rows'
import User from '#models/user'
import { passwordProblem } from '#staff/password_rules'

/**
 * Gives an existing superuser a new password and ends all of its sessions and tokens. Creates nobody.
 * @throws NOT_FOUND when the account is no superuser, VALIDATION_ERROR for a weak password
 * Rule: docs/rules/staff.md
 */
export async function resetSuperuser(id: number, password: string): Promise<User> {
  return db.transaction(async (trx) => {
    const user = await User.query({ client: trx })
      .where({ id, isSuperuser: true })
      .forUpdate()
      .first()
    if (!user) throw notFound('没有这个超级管理员')
    const problem = passwordProblem(password, user.username)
    if (problem) throw invalid('password', problem)
    await user.merge({ password, tokenVersion: user.tokenVersion + 1 }).save()
    await execute(`delete from sessions where user_id = ?`, [String(user.id)], trx)
    const reason = 'superuser:reset'
    await audit(
      { event: 'admin_action', by: SYSTEM, entity: 'user', entityId: user.id, reason },
      trx
    )
    return user
  })
}
