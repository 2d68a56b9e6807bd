import type { ApplicationService } from '@adonisjs/core/types'

/** A little less than the 20 seconds after which a supervisor kills. */
const LIMIT_MS = 18_000

/**
 * Ends the process: no new work is taken, requests in flight and the current job are finished. What
 * hangs for longer than the limit is cut off; queue and inbox make it good at the next start.
 */
export function endInOrder(app: ApplicationService): Promise<void> {
  setTimeout(() => process.exit(1), LIMIT_MS).unref()
  return app.terminate()
}
