import { execute } from '#shared/rows'

/** What has outlived its use: tokens and keys that no longer work. Money and history are never pruned. */
const OUTLIVED = [
  `delete from access_tokens where expires_at < now()`,
  `delete from refresh_tokens where expires_at < now() - interval '7 days'`,
  `delete from idempotency_keys where created_at < now() - interval '24 hours'`,
  `delete from search_logs where created_at < now() - interval '180 days'`,
  `delete from sessions where expires_at < now()`,
]

export async function pruneTables(): Promise<number> {
  let removed = 0
  for (const statement of OUTLIVED) removed += await execute(statement)
  return removed
}
