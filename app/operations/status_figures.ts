import { Figure, type Source } from '#operations/source'
import { orderStatus, paymentStatus, refundStatus } from '#shared/statuses'

interface Counted {
  table: 'orders' | 'payments' | 'refunds'
  what: string
  statuses: readonly string[]
  /** where rows stay for good: there are as many as the shop ever had */
  resting: readonly string[]
}

const OPEN_SECONDS = 30
const RESTING_SECONDS = 600

/**
 * Rows of a table by status. Those that are still on their way are few and found by an index. Counting
 * those at rest takes a tenth of a second for a million, so it is done every ten minutes.
 */
function byStatus({ table, what, statuses, resting }: Counted): Source[] {
  const help = `${what} by status, counted every ${OPEN_SECONDS} s; ${resting.join(', ')}: every ${RESTING_SECONDS} s`
  const figure = new Figure(`shop_${table}`, help, ['status'])
  const source = (name: string, seconds: number, counted: readonly string[]): Source => ({
    name,
    seconds,
    sql: `select '' as key, s.status as state, null as age,
        (select count(*) from ${table} t where t.status = s.status) as count
      from unnest('{${counted.join(',')}}'::text[]) as s (status)`,
    show: (found) => {
      for (const { state, count } of found) figure.set({ status: state }, count)
    },
    hide: () => {
      for (const status of counted) figure.remove({ status })
    },
  })
  const open = statuses.filter((status) => !resting.includes(status))
  return [source(table, OPEN_SECONDS, open), source(`${table}_resting`, RESTING_SECONDS, resting)]
}

export const statusSources: Source[] = [
  ...byStatus({
    table: 'orders',
    what: 'Orders',
    statuses: orderStatus.values,
    resting: ['completed', 'cancelled', 'refunded'],
  }),
  ...byStatus({
    table: 'payments',
    what: 'Attempts to pay',
    statuses: paymentStatus.values,
    resting: ['succeeded', 'failed', 'cancelled', 'expired'],
  }),
  ...byStatus({
    table: 'refunds',
    what: 'Refunds',
    statuses: refundStatus.values,
    resting: ['succeeded'],
  }),
]
