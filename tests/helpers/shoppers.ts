import type { ModelAttributes } from '@adonisjs/lucid/types/model'
import type User from '#models/user'
import { UserFactory } from '#database/factories/user_factory'
import { issueTokens } from '#customers/actions/issue_tokens'
import type { UserRole } from '#shared/labels'

/** An account with an open session; `headers` are what the mini-program would send. */
export async function signedInShopper({
  role = 'individual',
  ...attributes
}: Partial<ModelAttributes<User>> & { role?: UserRole } = {}) {
  const user = await UserFactory.merge({
    role,
    isStaff: role === 'admin',
    ...attributes,
  }).create()
  const tokens = await issueTokens(user, { ip: '127.0.0.1', userAgent: 'test' })
  return {
    user,
    token: tokens.access,
    refresh: tokens.refresh,
    headers: { authorization: `Bearer ${tokens.access}` },
  }
}
