import { setTimeout as pause } from 'node:timers/promises'
import { row } from '#shared/rows'

/** Asks until the answer is yes; the test's own time-out ends it. Between two looks others may work. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await pause(20)
}

/** True when so many connections to this database wait for a row that somebody else holds. */
export async function someoneWaits(count: number): Promise<boolean> {
  const found = await row<{ count: number }>(
    `select count(*) as count from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock'`
  )
  return found?.count === count
}
