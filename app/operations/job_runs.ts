import { Tally } from '#operations/tally'

export const runs = new Tally([0.01, 0.05, 0.25, 1, 5, 15, 60, 300])

/** When each job last ended without failure, in epoch milliseconds. */
export const succeededAt = new Map<string, number>()

/** Runs a job, counts and times it by its name; its failure is the caller's. */
export async function measureJob(job: string, run: () => Promise<void>): Promise<void> {
  const started = performance.now()
  const ended = (outcome: 'completed' | 'failed') => {
    const seconds = (performance.now() - started) / 1000
    runs.add(job, outcome === 'failed' ? 1 : 0, () => ({ job, outcome }), seconds)
  }
  try {
    await run()
  } catch (error) {
    ended('failed')
    throw error
  }
  ended('completed')
  succeededAt.set(job, Date.now())
}
