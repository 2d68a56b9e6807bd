import { PgBoss } from 'pg-boss'
import { jobs, schedules, SCHEDULE_QUEUE } from '#jobs/registry'
import { SHANGHAI } from '#shared/shanghai'
import settings from '#start/env'

const { database } = settings

function connection(applicationName: string) {
  return {
    host: database.host,
    port: database.port,
    user: database.user,
    password: database.password,
    database: database.name,
    application_name: applicationName,
  }
}

/** Creates schema, queues and schedules, and removes schedules that the code no longer has. */
export async function installQueues(): Promise<void> {
  const boss = new PgBoss({
    ...connection('queue-install'),
    max: 2,
    supervise: false,
    schedule: false,
  })
  await boss.start()
  try {
    await ensureQueue(boss, 'dead', { policy: 'standard', retryLimit: 0 })
    for (const { name, queue } of jobs) await ensureQueue(boss, name, queue)
    for (const { name } of schedules) await ensureQueue(boss, name, SCHEDULE_QUEUE)
    for (const { name, cron } of schedules)
      await boss.schedule(name, cron, {}, { tz: SHANGHAI, singletonKey: name })
    const wanted = new Set(schedules.map(({ name }) => name))
    for (const { name } of await boss.getSchedules())
      if (!wanted.has(name)) await boss.unschedule(name)
  } finally {
    await boss.stop({ graceful: false })
  }
}

/** Without a sign of life for a heartbeat, a job's worker counts as dead and another one takes over. */
async function ensureQueue(boss: PgBoss, name: string, own: object) {
  const options = { ...own, heartbeatSeconds: settings.queue.heartbeatSeconds }
  if (await boss.getQueue(name)) {
    const { policy, ...changeable } = options as { policy?: string }
    await boss.updateQueue(name, changeable)
  } else await boss.createQueue(name, options)
}

/**
 * The worker's own pg-boss: a small pool, a listener, and the supervision of all queues, which looks
 * twice in a heartbeat.
 */
export function workerBoss(): PgBoss {
  const lookSeconds = Math.ceil(settings.queue.heartbeatSeconds / 2)
  return new PgBoss({
    ...connection('worker-queue'),
    max: 4,
    migrate: false,
    useListenNotify: true,
    superviseIntervalSeconds: lookSeconds,
    monitorIntervalSeconds: lookSeconds,
    cronMonitorIntervalSeconds: 15,
    instanceName: 'worker',
  })
}
