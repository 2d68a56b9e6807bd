import { PgBoss } from 'pg-boss'
import type { Group } from '@japa/runner/core'
import { installQueues } from '#jobs/queues'
import { execute, rows } from '#shared/rows'
import settings from '#start/env'

export interface StoredJob {
  id: string
  state: string
  retry_count: number
}

/** The jobs of a queue, oldest first, as the database has them. */
export function jobsOf(name: string): Promise<StoredJob[]> {
  return rows<StoredJob>(
    `select id, state::text, retry_count from pgboss.job where name = ? order by created_on`,
    [name]
  )
}

/** The only job of a queue. @throws Error when there is none, or more than one */
export async function jobOf(name: string): Promise<StoredJob> {
  const found = await jobsOf(name)
  if (found.length !== 1) throw new Error(`${found.length} jobs in ${name}`)
  return found[0]
}

/** Removes the jobs of earlier tests. */
export async function clearJobs(): Promise<void> {
  await execute(`delete from pgboss.job`)
}

/** pg-boss beside the shop, to look at schedules and to change queues as an operator could. */
export async function withQueues<T>(work: (boss: PgBoss) => Promise<T>): Promise<T> {
  const { host, port, user, password, name } = settings.database
  const boss = new PgBoss({
    ...{ host, port, user, password, database: name },
    max: 1,
    supervise: false,
    schedule: false,
  })
  await boss.start()
  try {
    return await work(boss)
  } finally {
    await boss.stop({ graceful: false })
  }
}

/** A dead worker is noticed after ten seconds and its job repeated after one, for the tests of a group. */
export function noticesDeathSoon(group: Group): void {
  group.setup(async () => {
    const before = settings.queue.heartbeatSeconds
    settings.queue.heartbeatSeconds = 10
    await installQueues()
    const names = ['payments.close', 'refunds.start']
    await withQueues(async (boss) => {
      for (const name of names)
        await boss.updateQueue(name, { retryDelay: 1, retryBackoff: false, retryDelayMax: null })
    })
    return async () => {
      settings.queue.heartbeatSeconds = before
      await installQueues()
    }
  })
}

export const SOON = { QUEUE_HEARTBEAT_SECONDS: '10' }
