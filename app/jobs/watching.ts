import { setTimeout as pause } from 'node:timers/promises'
import logger from '@adonisjs/core/services/logger'
import { watches, type WatchDefinition } from '#jobs/registry'
import { measureJob } from '#operations/job_runs'

const LONGEST_STOP_MS = 15_000
/** a database that is away is not asked every second whether it is back */
const AFTER_FAILURE_SECONDS = 15

/**
 * Looks for work that waits in tables of its own, one look at a time, until it is stopped. Every worker
 * does so; what they take is theirs alone. A look that fails is told and repeated.
 */
export function startWatching(): { stop: () => Promise<void> } {
  const ending = new AbortController()
  const loops = watches.map((watch) => look(watch, ending.signal))
  return {
    stop: async () => {
      ending.abort()
      await Promise.race([Promise.all(loops), pause(LONGEST_STOP_MS, undefined, { ref: false })])
    },
  }
}

async function look({ name, everySeconds, handle }: WatchDefinition, signal: AbortSignal) {
  while (!signal.aborted) {
    let seconds = everySeconds
    try {
      await measureJob(name, () => handle(signal))
    } catch (error) {
      seconds = AFTER_FAILURE_SECONDS
      logger.error({ err: error, job: name }, 'job failed')
    }
    // the pause is cut short by stopping, which is what ends the loop
    await pause(seconds * 1000, undefined, { signal }).catch(() => undefined)
  }
}
