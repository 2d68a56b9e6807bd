import { execute, inTransaction } from '#shared/rows'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'

/**
 * Ends every session of a person at once, in the mini-program and in the console: after a change of
 * password or role, a deactivation, or by request. Rule: docs/rules/customers.md
 */
export async function endAllSessions(
  userId: number,
  trx?: TransactionClientContract
): Promise<void> {
  await inTransaction(trx, async (client) => {
    await execute(
      `update users set token_version = token_version + 1, updated_at = now() where id = ?`,
      [userId],
      client
    )
    await execute(
      `update refresh_tokens set revoked_at = now() where user_id = ? and revoked_at is null`,
      [userId],
      client
    )
    await execute(`delete from access_tokens where user_id = ?`, [userId], client)
  })
}
