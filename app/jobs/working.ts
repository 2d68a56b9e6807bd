import logger from '@adonisjs/core/services/logger'
import type { Job, JobResult, PgBoss } from 'pg-boss'
import { jobs, schedules } from '#jobs/registry'
import { measureJob } from '#operations/job_runs'
import settings from '#start/env'

/**
 * Takes jobs in batches and reports on each alone, so that one failure does not repeat its neighbours.
 * Handlers are repeatable: after a crash the same job runs again.
 */
export async function startWorking(boss: PgBoss): Promise<void> {
  const all = [
    ...jobs.map(({ name, handle }) => ({
      name,
      handle: handle as (data: unknown) => Promise<void>,
    })),
    ...schedules.map(({ name, handle }) => ({ name, handle: () => handle() })),
  ]
  for (const { name, handle } of all)
    await boss.work(
      name,
      {
        batchSize: 10,
        burstWhenBatchFull: true,
        perJobResults: true,
        pollingIntervalSeconds: 5,
        /** a new job announces itself; this is how late a repeated one may be found */
        notifyPollingIntervalSeconds: settings.queue.heartbeatSeconds,
      },
      (batch: Job<unknown>[]) => Promise.all(batch.map((job) => attempt(name, job, handle)))
    )
}

async function attempt(
  name: string,
  job: Job<unknown>,
  handle: (data: unknown) => Promise<void>
): Promise<JobResult> {
  const started = performance.now()
  try {
    await measureJob(name, () => handle(job.data))
    return { id: job.id, status: 'completed' }
  } catch (error) {
    logger.error({ err: error, job: name, job_id: job.id }, 'job failed')
    return { id: job.id, status: 'failed', output: { message: nameOf(error) } }
  } finally {
    logger.info(
      { job: name, job_id: job.id, duration_ms: Math.round(performance.now() - started) },
      'job ended'
    )
  }
}

/** Only the kind of failure is stored: messages may quote what outside systems said. */
function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'Error'
}
