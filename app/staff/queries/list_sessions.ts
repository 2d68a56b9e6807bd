import { rows } from '#shared/rows'
import { SESSION_IDLE_HOURS } from '#staff/session_store'

export interface StaffSession {
  key: string
  device: string
  ip: string
  signedInAt: Date
  lastUsedAt: Date
}

/** The living sessions of an account, last used first. */
export async function listSessions(userId: number): Promise<StaffSession[]> {
  const found = await rows<{ id: string; data: string; last_used_at: Date }>(
    `select id, data, expires_at - make_interval(hours => ?) as last_used_at
     from sessions where user_id = ? and expires_at > now()
     order by expires_at desc, id limit 50`,
    [SESSION_IDLE_HOURS, String(userId)]
  )
  return found.map(({ id, data, last_used_at: lastUsedAt }) => {
    const { staff } = JSON.parse(data)
    return {
      key: id,
      device: staff?.device ?? '',
      ip: staff?.ip ?? '',
      signedInAt: new Date(staff?.signedInAt ?? lastUsedAt),
      lastUsedAt,
    }
  })
}
