import { createHash } from 'node:crypto'
import { execute, row } from '#shared/rows'

/** A session ends after this long without use. */
export const SESSION_IDLE_HOURS = 12
const PURGE_ONE_IN = 100

type SessionValues = Record<string, string | number | boolean | object>

/** What the table knows a session by: whoever reads the table cannot take a session over. */
export function sessionKey(sessionId: string): string {
  return createHash('sha256').update(sessionId).digest('hex')
}

/**
 * Sessions in the database, shared by all processes. One statement reads a session; its time of last
 * use is written at most every five minutes, so that reading a page is no write.
 * Rule: docs/rules/staff.md
 */
export class StaffSessionStore {
  async read(sessionId: string): Promise<SessionValues | null> {
    const found = await row<{ data: string }>(
      `select data from sessions where id = ? and expires_at > now()`,
      [sessionKey(sessionId)]
    )
    return found && JSON.parse(found.data)
  }

  async write(sessionId: string, values: SessionValues): Promise<void> {
    const userId = values.auth_web
    await execute(
      `insert into sessions (id, data, user_id, expires_at)
       values (?, ?, ?, now() + make_interval(hours => ?))
       on conflict (id) do update
       set data = excluded.data, user_id = excluded.user_id, expires_at = excluded.expires_at`,
      [
        sessionKey(sessionId),
        JSON.stringify(values),
        userId === undefined ? null : String(userId),
        SESSION_IDLE_HOURS,
      ]
    )
    if (Math.random() * PURGE_ONE_IN < 1)
      await execute(`delete from sessions where expires_at <= now()`)
  }

  async touch(sessionId: string): Promise<void> {
    await execute(
      `update sessions set expires_at = now() + make_interval(hours => ?)
       where id = ? and expires_at < now() + make_interval(hours => ?, mins => -5)`,
      [SESSION_IDLE_HOURS, sessionKey(sessionId), SESSION_IDLE_HOURS]
    )
  }

  async destroy(sessionId: string): Promise<void> {
    await execute(`delete from sessions where id = ?`, [sessionKey(sessionId)])
  }
}
