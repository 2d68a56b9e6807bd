import { execute, inTransaction, type Client } from '#shared/rows'
import { newToken, tokenHash } from '#customers/tokens'
import settings from '#start/env'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

export interface Tokens {
  access: string
  refresh: string
}

interface Owner {
  id: number
  tokenVersion: number
}

/**
 * Opens a session: an access token (7 days) and a refresh token (30 days). Only their hashes are
 * kept. Joins the caller's transaction when given one. Rule: docs/rules/customers.md
 */
export async function issueTokens(
  owner: Owner,
  device: { ip: string; userAgent: string },
  trx?: TransactionClientContract
): Promise<Tokens> {
  return inTransaction(trx, async (client) => {
    const refresh = newToken('refresh')
    await execute(
      `insert into refresh_tokens (user_id, token_hash, token_version, expires_at, ip, user_agent)
       values (?, ?, ?, now() + make_interval(days => ?), ?, ?)`,
      [
        owner.id,
        tokenHash('refresh', refresh),
        owner.tokenVersion,
        settings.tokens.refreshDays,
        device.ip,
        device.userAgent.slice(0, 255),
      ],
      client
    )
    return { access: await issueAccessToken(owner, client), refresh }
  })
}

/** One more access token for a session that is open already. */
export async function issueAccessToken(owner: Owner, client?: Client): Promise<string> {
  const access = newToken('access')
  await execute(
    `insert into access_tokens (user_id, token_hash, token_version, expires_at)
     values (?, ?, ?, now() + make_interval(mins => ?))`,
    [owner.id, tokenHash('access', access), owner.tokenVersion, settings.tokens.accessMinutes],
    client
  )
  return access
}
