import { AsyncLocalStorage } from 'node:async_hooks'
import db from '@adonisjs/lucid/services/db'
import { fromKnex, PgBoss } from 'pg-boss'
import type { Client } from '#shared/rows'

/** What each job is told. A payload holds ids, never content: the handler reads the present rows. */
export interface JobPayloads {
  /** Closes an attempt at WeChat that must no longer be payable. */
  'payments.close': { paymentId: number }
  /** Starts a refund at WeChat, always under the same refund number. */
  'refunds.start': { refundId: number }
}

export type JobName = keyof JobPayloads

/** pg-boss over a Lucid client, so that a job is sent inside the transaction of its cause. */
function overLucid(client: Client) {
  const knex =
    client.isTransaction && 'knexClient' in client ? client.knexClient : client.getWriteClient()
  return fromKnex(knex as unknown as Parameters<typeof fromKnex>[0])
}

/**
 * The transaction that a job is being sent in. pg-boss looks a queue up before its first use; doing so
 * on a second connection while the transaction holds one would let a burst exhaust the pool.
 */
const sending = new AsyncLocalStorage<Client>()

/** Sends only: it polls nothing and owns no connection, so every process may have one. */
const sender = new PgBoss({
  db: {
    executeSql: (sql, values) =>
      overLucid(sending.getStore() ?? db.connection()).executeSql(sql, values),
  },
  supervise: false,
  schedule: false,
  migrate: false,
  registerInstance: false,
})

/**
 * Sends a job that exists only if the transaction commits. `key` keeps it single: while a job with
 * the same key waits or runs, a second one is dropped.
 */
export async function enqueue<Name extends JobName>(
  name: Name,
  payload: JobPayloads[Name],
  trx: Client,
  options: { key?: string; startAfterSeconds?: number } = {}
): Promise<void> {
  await sending.run(trx, () =>
    sender.send(name, payload, {
      db: overLucid(trx),
      ...(options.key ? { singletonKey: options.key } : {}),
      ...(options.startAfterSeconds ? { startAfter: options.startAfterSeconds } : {}),
    })
  )
}
