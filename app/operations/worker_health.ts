import type { PgBoss } from 'pg-boss'
import {
  databaseHealth,
  healthAnswer,
  measured,
  memoryHealth,
  queueHealth,
} from '#operations/health'
import settings from '#start/env'

/** A worker looks at every queue at least once in a heartbeat; two missed looks and a little are late. */
const lateAfterMs = () => settings.queue.heartbeatSeconds * 2_000 + 15_000

/** What a worker says of itself: 503 when the database is away or it takes no jobs any more. */
export async function workerHealth(boss: PgBoss) {
  const [database, queue, jobs, memory] = await Promise.all([
    databaseHealth(),
    queueHealth(),
    measured(() => requireTaking(boss)),
    memoryHealth(),
  ])
  const healthy = database.status === 'healthy' && jobs.status === 'healthy'
  return healthAnswer(healthy, { database, queue, jobs, memory })
}

/** Every queue has somebody who runs a job of it now, or has looked for one lately. */
export function requireTaking(boss: Pick<PgBoss, 'getWipData'>, now = Date.now()) {
  const takers = boss.getWipData()
  if (takers.length === 0) throw new Error('no queue is looked at')
  for (const { name, count, lastFetchedOn, createdOn } of takers)
    if (count === 0 && now - (lastFetchedOn ?? createdOn) > lateAfterMs())
      throw new Error(`nobody looks at ${name}`)
}
