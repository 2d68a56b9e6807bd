import { DomainError } from '#shared/domain_error'
import { row } from '#shared/rows'
import { newToken, tokenHash } from '#customers/tokens'
import settings from '#start/env'

const REFRESH = `
  with used as (
    update refresh_tokens set last_used_at = now()
    from users
    where refresh_tokens.token_hash = :refresh
      and refresh_tokens.expires_at > now()
      and refresh_tokens.revoked_at is null
      and users.id = refresh_tokens.user_id
      and users.is_active
      and users.token_version = refresh_tokens.token_version
    returning refresh_tokens.user_id, refresh_tokens.token_version
  )
  insert into access_tokens (user_id, token_hash, token_version, expires_at)
  select user_id, :access, token_version, now() + make_interval(mins => :minutes) from used
  returning user_id`

/**
 * A new access token for an open session. The refresh token stays valid and may be used several
 * times at once, because the mini-program keeps the one it got at sign-in.
 * Rule: docs/rules/customers.md
 *
 * @throws DomainError UNAUTHORIZED 401 when the session has ended
 */
export async function refreshAccess(refresh: string): Promise<string> {
  const known = tokenHash('refresh', refresh)
  const access = newToken('access')
  const issued =
    known &&
    (await row<{ user_id: number }>(REFRESH, {
      refresh: known,
      access: tokenHash('access', access),
      minutes: settings.tokens.accessMinutes,
    }))
  if (!issued) throw new DomainError('UNAUTHORIZED', '登录已过期，请重新登录', { status: 401 })
  return access
}
