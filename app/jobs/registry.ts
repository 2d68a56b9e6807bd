import type { Queue } from 'pg-boss'
import type { JobName, JobPayloads } from '#shared/queue'

export interface JobDefinition<Payload = never> {
  name: string
  queue: Omit<Queue, 'name' | 'heartbeatSeconds'>
  handle: (payload: Payload) => Promise<void>
}

export interface ScheduleDefinition {
  name: string
  /** cron text, read in Shanghai time */
  cron: string
  handle: () => Promise<void>
}

/** Work that waits in a table of its own, where the statement that causes it has already put it. */
export interface WatchDefinition {
  name: string
  everySeconds: number
  /** takes all that is due; ends early when the signal says so */
  handle: (signal: AbortSignal) => Promise<void>
}

/** Retries of calls to outside systems: quick at first, then patient; the end is the dead letter queue. */
const OUTSIDE_CALL = {
  policy: 'exclusive',
  retryLimit: 11,
  retryDelay: 15,
  retryBackoff: true,
  retryDelayMax: 3600,
  expireInSeconds: 120,
  deadLetter: 'dead',
  notify: true,
} as const

function job<Name extends JobName>(
  name: Name,
  handle: (payload: JobPayloads[Name]) => Promise<void>
): JobDefinition<JobPayloads[Name]> {
  return { name, queue: OUTSIDE_CALL, handle }
}

/** Every job that something sends. */
export const jobs = [
  job('payments.close', async (payload) => {
    const { closePaymentJob } = await import('#jobs/close_payment')
    await closePaymentJob(payload)
  }),
  job('refunds.start', async (payload) => {
    const { startRefundJob } = await import('#jobs/start_refund')
    await startRefundJob(payload)
  }),
] as JobDefinition<never>[]

/** Everything that happens by the clock. A missed run is made up by the next: each takes all that is due. */
export const schedules: ScheduleDefinition[] = [
  {
    name: 'inbox.apply',
    cron: '* * * * *',
    handle: async () => {
      const { applyInboxJob } = await import('#jobs/apply_inbox')
      await applyInboxJob()
    },
  },
  {
    name: 'orders.cancel-unpaid',
    cron: '* * * * *',
    handle: async () => {
      const { cancelUnpaidOrdersJob } = await import('#jobs/cancel_unpaid_orders')
      await cancelUnpaidOrdersJob()
    },
  },
  {
    name: 'payments.reconcile',
    cron: '*/2 * * * *',
    handle: async () => {
      const { reconcilePaymentsJob } = await import('#jobs/reconcile_payments')
      await reconcilePaymentsJob()
    },
  },
  {
    name: 'media.remove-released',
    cron: '*/10 * * * *',
    handle: async () => {
      const { removeReleasedPicturesJob } = await import('#jobs/remove_released_pictures')
      await removeReleasedPicturesJob()
    },
  },
  {
    name: 'media.prune',
    cron: '40 4 * * 0',
    handle: async () => {
      const { pruneMediaJob } = await import('#jobs/prune_media')
      await pruneMediaJob()
    },
  },
  {
    name: 'tables.prune',
    cron: '20 3 * * *',
    handle: async () => {
      const { pruneTablesJob } = await import('#jobs/prune_tables')
      await pruneTablesJob()
    },
  },
]

/** Everything that is looked for all the time, because sending a job would cost its cause a statement. */
export const watches: WatchDefinition[] = [
  {
    name: 'notifications.deliver',
    everySeconds: 2,
    handle: async (signal) => {
      const { deliverNotificationsJob } = await import('#jobs/deliver_notifications')
      await deliverNotificationsJob(signal)
    },
  },
]

/** How the queue of a schedule behaves: one run at a time, found again soon after a crash. */
export const SCHEDULE_QUEUE = {
  policy: 'exclusive',
  retryLimit: 0,
  expireInSeconds: 3600,
  notify: true,
} as const
