import { UserFactory } from '#database/factories/user_factory'
import type { UserRole } from '#shared/labels'
import { execute } from '#shared/rows'
import { sandboxOpenid } from '#tests/helpers/purchase'
import { signedInShopper } from '#tests/helpers/shoppers'

export const ROLES = ['individual', 'dealer', 'support', 'admin'] as const

/** Somebody whom the shop knows. */
export interface Person {
  role: UserRole
  id: number
  openid: string
  access: string
  refresh: string
}

/** An `Authorization` header that must not let anybody in. */
export interface Imposter {
  who: string
  authorization: string
}

export async function person(role: UserRole): Promise<Person> {
  const openid = sandboxOpenid()
  const { user, token, refresh } = await signedInShopper({ role, openid, phone: '13757100321' })
  return { role, id: user.id, openid, access: token, refresh }
}

/** Tokens that are none any more, or never were. */
export async function imposters(): Promise<Imposter[]> {
  const [expired, inactive, demoted] = await Promise.all([
    person('dealer'),
    person('dealer'),
    person('dealer'),
  ])
  const gone = await signedInShopper({ role: 'dealer' })
  await execute(`update access_tokens set expires_at = now() where user_id = ?`, [expired.id])
  await execute(`update users set is_active = false where id = ?`, [inactive.id])
  await execute(`update users set token_version = token_version + 1 where id = ?`, [demoted.id])
  await execute(`delete from users where id = ?`, [gone.user.id])
  const other = await UserFactory.create()
  return [
    { who: 'an expired token', authorization: `Bearer ${expired.access}` },
    { who: 'a refresh token', authorization: `Bearer ${expired.refresh}` },
    { who: 'a deactivated user', authorization: `Bearer ${inactive.access}` },
    { who: 'a token of an older version', authorization: `Bearer ${demoted.access}` },
    { who: 'a deleted user', authorization: `Bearer ${gone.token}` },
    { who: 'Bearer null', authorization: 'Bearer null' },
    { who: 'an id instead of a token', authorization: `Bearer ${other.id}` },
    { who: 'a password', authorization: `Basic ${btoa(`${other.id}:x`)}` },
  ]
}
