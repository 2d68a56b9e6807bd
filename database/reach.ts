import { setTimeout as after } from 'node:timers/promises'
import app from '@adonisjs/core/services/app'
import pg from 'pg'
import settings from '#start/env'

const LOOK_AGAIN_MS = 500
/** A host that swallows packets must not take all the time that there is. */
const ONE_TRY_MS = 5_000

/** A refusal of the database that the operator can act on: its message alone says what to do. */
export class DatabaseRefusal extends Error {}

/** How a connection of its own reaches the database of this process. */
export function connectionFor(applicationName: string) {
  const { host, port, user, password, name } = settings.database
  return { host, port, user, password, database: name, application_name: applicationName }
}

/** Waits a moment. @throws DatabaseRefusal when this process was asked to end in the meantime */
export async function pause(milliseconds: number): Promise<void> {
  const end = Date.now() + milliseconds
  do {
    await after(Math.min(LOOK_AGAIN_MS, milliseconds))
    if (app.isTerminating || app.isTerminated) throw new DatabaseRefusal('已按要求停止，没有完成。')
  } while (Date.now() < end)
}

/**
 * Returns when the database takes connections; waits for that at most so many seconds and says each
 * change of what it waits for in one line.
 *
 * @throws DatabaseRefusal at once for a wrong password or a database that does not exist, and when the
 * time is over
 */
export async function reachDatabase(
  seconds: number,
  say: (line: string) => void = () => {}
): Promise<void> {
  const end = Date.now() + seconds * 1_000
  const place = `${settings.database.host}:${settings.database.port}`
  for (let told = ''; ;) {
    const left = Math.max(end - Date.now(), seconds > 0 ? 1 : ONE_TRY_MS)
    const reason = await trial(Math.min(left, ONE_TRY_MS))
    if (!reason) return told ? say('数据库已就绪') : undefined
    if (Date.now() + LOOK_AGAIN_MS > end)
      throw new DatabaseRefusal(
        `${seconds > 0 ? `等待了 ${seconds} 秒，仍` : ''}无法使用数据库 ${place}（${reason}）。` +
          '请确认数据库正在运行，并检查 POSTGRES_HOST 和 POSTGRES_PORT。'
      )
    if (reason !== told) say(`数据库 ${place} ${reason}，等待中，最多 ${seconds} 秒`)
    told = reason
    await pause(LOOK_AGAIN_MS)
  }
}

/** Why the database cannot be used yet; undefined when it can. */
async function trial(limitMs: number): Promise<string | undefined> {
  const client = new pg.Client({ ...connectionFor('prepare'), connectionTimeoutMillis: limitMs })
  client.on('error', () => {
    // it ends a connection that is not used for anything after the trial
  })
  try {
    await client.connect()
    return undefined
  } catch (error) {
    return reasonToWait(error as Error & { code?: string })
  } finally {
    await client.end()
  }
}

/** PostgreSQL's own errors have five characters; everything else is about reaching it. */
function reasonToWait({ code, ...error }: Error & { code?: string }): string {
  if (code === '28P01' || code === '28000')
    throw new DatabaseRefusal(
      '数据库拒绝登录：请检查 POSTGRES_USER 和 POSTGRES_PASSWORD 是否与数据库中的一致。'
    )
  if (code === '3D000')
    throw new DatabaseRefusal('数据库不存在：请检查 POSTGRES_DB，或先创建这个数据库。')
  if (code === '57P03') return '正在启动'
  if (code === '53300') return '连接数已满'
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return '主机名查不到'
  if (code?.length === 5 && /^\d/.test(code)) throw error
  return '没有应答'
}
