import logger from '@adonisjs/core/services/logger'
import { Gauge } from 'prom-client'
import pg, { type PoolClient } from 'pg'
import { figuresConnection } from '#operations/figures_connection'
import { queue } from '#operations/queue_figures'
import { registry } from '#operations/registry'
import type { FigureRow, Source } from '#operations/source'
import { statusSources } from '#operations/status_figures'
import { waiting } from '#operations/waiting_figures'

/** What waits comes first: it is what wakes somebody at night. */
const SOURCES: Source[] = [queue, waiting, ...statusSources]
/** A scraper gives up after ten seconds; whoever comes late is left out this time. */
const MOST_MS = 5_000

const databaseUp = new Gauge({
  name: 'shop_database_up',
  help: '1 when the database answered this scrape',
  registers: [registry],
})
const collected = new Gauge({
  name: 'shop_figures_collected',
  help: '1 when these figures are told, 0 when their statement failed or took too long',
  labelNames: ['source'] as const,
  registers: [registry],
})

const nextAt = new Map<Source, number>()

/** Reads what the database knows of the shop. Never fails: what is not known is not shown. */
export async function collectShopFigures(): Promise<void> {
  let client: PoolClient
  try {
    client = await figuresConnection().connect()
  } catch (error) {
    return databaseIsAway(error)
  }
  databaseUp.set(1)
  const started = Date.now()
  let lost: Error | undefined
  for (const source of SOURCES) {
    if (lost || Date.now() < (nextAt.get(source) ?? 0)) continue
    if (Date.now() - started < MOST_MS) lost = await collect(source, client)
    else hide(source)
  }
  client.release(lost)
  if (lost) databaseIsAway(lost)
}

/** Answers the error with which the connection was lost. A statement that failed is no such error. */
async function collect(source: Source, client: PoolClient): Promise<Error | undefined> {
  try {
    const { rows } = await client.query<FigureRow>(source.sql)
    source.hide()
    source.show(rows)
    collected.set({ source: source.name }, 1)
    return undefined
  } catch (error) {
    hide(source)
    logger.warn({ err: error, source: source.name }, 'figures were not collected')
    return isAnswer(error) ? undefined : (error as Error)
  } finally {
    /** also after a failure: what is too expensive now is so in fifteen seconds */
    nextAt.set(source, Date.now() + source.seconds * 1000)
  }
}

/** The server refused this statement and goes on; everything else ends the connection. */
function isAnswer(error: unknown): boolean {
  return error instanceof pg.DatabaseError && !/^(08|57P)/.test(error.code ?? '')
}

function databaseIsAway(error: unknown) {
  databaseUp.set(0)
  nextAt.clear()
  for (const source of SOURCES) hide(source)
  logger.warn({ err: error }, 'figures need the database')
}

function hide(source: Source) {
  source.hide()
  collected.set({ source: source.name }, 0)
}
