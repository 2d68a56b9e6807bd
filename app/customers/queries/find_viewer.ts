import { row } from '#shared/rows'
import type { Viewer } from '#shared/viewer'
import { tokenHash } from '#customers/tokens'

const FIND = `
  select users.id, users.role, users.username,
    (users.role <> 'individual'
      or exists (select from discount_targets t where t.user_id = users.id)) as "seesOwnCatalogue"
  from access_tokens
  join users on users.id = access_tokens.user_id
    and users.token_version = access_tokens.token_version
  where access_tokens.token_hash = ? and access_tokens.expires_at > now() and users.is_active`

/**
 * Who an access token stands for, in one read and without a write; null when it is malformed,
 * expired, ended by a raised token version, or its owner was deactivated. Rule: docs/rules/customers.md
 */
export async function findViewer(
  token: string,
  from: { ip: string; requestId?: string }
): Promise<Viewer | null> {
  const hash = tokenHash('access', token)
  if (!hash) return null
  const person = await row<Omit<Viewer, 'ip' | 'requestId'>>(FIND, [hash])
  return person && { ...person, ...from }
}
