import { execute } from '#shared/rows'

/** Ends one session of an account; a key that is not the account's own ends nothing. */
export async function endSession(userId: number, key: string): Promise<boolean> {
  const sql = `delete from sessions where user_id = ? and id = ?`
  return (await execute(sql, [String(userId), key])) > 0
}

/** Ends every session of an account but the one that is kept. Answers how many ended. */
export async function endOtherSessions(userId: number, keptKey: string): Promise<number> {
  return execute(`delete from sessions where user_id = ? and id <> ?`, [String(userId), keptKey])
}
