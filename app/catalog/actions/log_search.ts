import { createHmac } from 'node:crypto'
import { keptKeyword, normalizedKeyword } from '#catalog/keyword'
import { addressKey } from '#shared/limits'
import { execute } from '#shared/rows'
import settings from '#start/env'

/** Who searched: a user, or a visitor by the address the search came from. */
export interface Searcher {
  userId: number | null
  address: string
}

/** Remembers what somebody looked for. Rule: docs/rules/catalogue.md */
export async function logSearch(keyword: string, searcher: Searcher): Promise<void> {
  const { userId, address } = searcher
  await execute(
    'insert into search_logs (keyword, normalized, user_id, visitor) values (?, ?, ?, ?)',
    [keptKeyword(keyword), normalizedKeyword(keyword), userId, userId ? '' : visitorOf(address)]
  )
}

/** Tells visitors apart without keeping their address: nobody without our key can find it out again. */
function visitorOf(address: string): string {
  const digest = createHmac('sha256', settings.secretKey).update(`search ${addressKey(address)}`)
  return digest.digest('base64url').slice(0, 22)
}
