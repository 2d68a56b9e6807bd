import type { ApplicationService } from '@adonisjs/core/types'

/** A little less than the 20 seconds after which a supervisor kills. */
const LIMIT_MS = 18_000

let ending = false

/**
 * Ends the process: no new work is taken, requests in flight and the current job are finished, then
 * what they used is closed. What hangs for longer than the limit is cut off; queue and inbox make it
 * good at the next start. Being asked again changes nothing.
 */
export async function endInOrder(
  app: ApplicationService,
  finish?: () => Promise<void>
): Promise<void> {
  if (ending) return
  ending = true
  setTimeout(() => process.exit(1), LIMIT_MS).unref()
  await finish?.()
  await app.terminate()
}
