import logger from '@adonisjs/core/services/logger'
import pg from 'pg'
import settings from '#start/env'

const CONNECT_MS = 1_500
const STATEMENT_MS = 1_500
/** for a server that swallows everything, its own time-out included */
const SILENCE_MS = 2_000
const IDLE_MS = 120_000

let pool: pg.Pool | undefined

/**
 * The connection that figures are read through: one of its own, so that they are still told when the
 * shop's pool is exhausted, and with time-outs of its own. Nobody scrapes, no connection.
 */
export function figuresConnection(): pg.Pool {
  if (pool) return pool
  const { host, port, user, password, name } = settings.database
  pool = new pg.Pool({
    ...{ host, port, user, password, database: name },
    max: 1,
    application_name: 'figures',
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    query_timeout: SILENCE_MS,
    idleTimeoutMillis: IDLE_MS,
    allowExitOnIdle: true,
  })
  /** Idle or in use: without a listener a connection that breaks would end the process. */
  const lost = (error: Error) => logger.warn({ err: error }, 'figures lost the database')
  pool.on('error', lost)
  pool.on('connect', (client) => void client.on('error', lost))
  return pool
}

/** Nothing is scraped after this. */
export async function closeFiguresConnection(): Promise<void> {
  const opened = pool
  pool = undefined
  await opened?.end()
}
