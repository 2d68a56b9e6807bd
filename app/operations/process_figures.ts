import db from '@adonisjs/lucid/services/db'
import { collectDefaultMetrics, Gauge } from 'prom-client'
import { registry } from '#operations/registry'
import { RELEASE } from '#shared/release'
import settings from '#start/env'

/** CPU, memory, descriptors, garbage collection and the lag of the event loop, under their usual names. */
collectDefaultMetrics({ register: registry })

new Gauge({
  name: 'shop_build_info',
  help: 'The release that runs; always 1',
  labelNames: ['version', 'node'] as const,
  registers: [registry],
}).set({ version: RELEASE, node: process.version }, 1)

new Gauge({
  name: 'shop_database_pool_connections',
  help: 'Connections of this process to the database',
  labelNames: ['state'] as const,
  registers: [registry],
  collect() {
    this.set({ state: 'used' }, pool()?.numUsed() ?? 0)
    this.set({ state: 'free' }, pool()?.numFree() ?? 0)
  },
})

new Gauge({
  name: 'shop_database_pool_waiting',
  help: 'Work of this process that waits for a connection',
  registers: [registry],
  collect() {
    this.set(pool()?.numPendingAcquires() ?? 0)
  },
})

new Gauge({
  name: 'shop_database_pool_size',
  help: 'How many connections this process may have (DB_POOL_MAX)',
  registers: [registry],
}).set(settings.database.poolMax)

/** Models, transactions and app/shared/rows.ts all draw from this one; it is made at the first use. */
function pool() {
  return db.manager.get(db.primaryConnectionName)?.connection?.pool
}
