import { Figure, type Source } from '#operations/source'

const STATES = ['due', 'later', 'active', 'failed']

const jobs = new Figure(
  'shop_queue_jobs',
  'Jobs by queue: due, later (a retry, or not yet), active, failed (kept for a week)',
  ['queue', 'state']
)
const oldestDue = new Figure(
  'shop_queue_oldest_due_seconds',
  'How long the oldest due job has waited',
  ['queue']
)
const deadLetters = new Figure(
  'shop_queue_dead_letters',
  'Jobs that were given up after all their retries'
)

/** The condition is word for word that of the index of living jobs, which holds all that is read. */
export const queue: Source = {
  name: 'queue',
  seconds: 0,
  sql: `
    select q.name as key, coalesce(j.state, '') as state, coalesce(j.count, 0) as count, j.age
    from pgboss.queue q left join (
      select name, case when state in ('active', 'failed') then state::text
          when start_after <= now() then 'due' else 'later' end as state,
        count(*) as count, extract(epoch from now() - min(start_after))::float8 as age
      from pgboss.job where state in ('created', 'retry', 'active', 'failed') group by 1, 2
    ) j on j.name = q.name
    where not starts_with(q.name, '__pgboss')`,
  show: (found) => {
    deadLetters.set(0)
    for (const { key } of found) {
      for (const state of STATES) jobs.set({ queue: key, state }, 0)
      if (key !== 'dead') oldestDue.set({ queue: key }, 0)
    }
    for (const { key, state, count, age } of found) {
      if (state) jobs.set({ queue: key, state }, count)
      if (state !== 'due') continue
      /** nobody takes dead letters, so they are never late */
      if (key === 'dead') deadLetters.set(count)
      else oldestDue.set({ queue: key }, age ?? 0)
    }
  },
  hide: () => {
    for (const figure of [jobs, oldestDue, deadLetters]) figure.hide()
  },
}
