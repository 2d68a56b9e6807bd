import { createHash } from 'node:crypto'
import { channel } from 'node:diagnostics_channel'
import db from '@adonisjs/lucid/services/db'
import type { QueryConfig } from 'pg'
import type { QueryClientContract, TransactionClientContract } from '@adonisjs/lucid/types/database'

export type Client = QueryClientContract | TransactionClientContract
export type Bindings = readonly unknown[] | Record<string, unknown>

/**
 * Plain rows of one constant SQL text. Bindings are positional (`?`) or named (`:name`, also before a
 * cast). Hot reads and all money and stock statements use this: building the text and hydrating models
 * costs several times the query itself.
 */
export async function rows<Row>(
  sql: string,
  bindings: Bindings = [],
  client?: Client
): Promise<Row[]> {
  const result = await run(sql, bindings, client)
  return result.rows
}

/** The first row, or null. */
export async function row<Row>(
  sql: string,
  bindings: Bindings = [],
  client?: Client
): Promise<Row | null> {
  const [first] = await rows<Row>(sql, bindings, client)
  return first ?? null
}

/** Runs a statement and says how many rows it touched. */
export async function execute(
  sql: string,
  bindings: Bindings = [],
  client?: Client
): Promise<number> {
  const result = await run(sql, bindings, client)
  return result.rowCount ?? 0
}

/** Every statement of this module as it is sent: `{ sql }`. Nobody pays for it while nobody listens. */
export const statementChannel = channel('shop.statement')

interface Result {
  rows: never[]
  rowCount: number | null
}

/** The driver's side of a Lucid client: its pool, or the one connection of its transaction. */
interface Connections {
  acquireConnection: () => Promise<{ query: (query: QueryConfig) => Promise<Result> }>
  releaseConnection: (connection: unknown) => Promise<void>
}

/** Asks the driver itself: going through the query builder costs a third of our own time per statement. */
async function run(
  sql: string,
  bindings: Bindings,
  client: Client = db.connection()
): Promise<Result> {
  const { text, names } = translated(sql)
  const values = valuesOf(bindings, names)
  if (statementChannel.hasSubscribers) statementChannel.publish({ sql })
  const connections = connectionsOf(client)
  const connection = await connections.acquireConnection()
  try {
    return await connection.query({ name: statementName(sql), text, values })
  } finally {
    await connections.releaseConnection(connection)
  }
}

function connectionsOf(client: Client): Connections {
  const knex =
    client.isTransaction && 'knexClient' in client ? client.knexClient : client.getWriteClient()
  return (knex as unknown as { client: Connections }).client
}

/**
 * @throws TypeError for a name that nobody gave: bound as null it would silently match nothing; and for
 * names where values have none
 */
function valuesOf(bindings: Bindings, names: string[]): unknown[] {
  if (Array.isArray(bindings)) {
    if (names.length > 0) throw new TypeError(`The binding ${names[0]} was given without its name`)
    return [...bindings]
  }
  const named = bindings as Record<string, unknown>
  return names.map((name) => {
    if (!(name in named)) throw new TypeError(`The statement has no binding named ${name}`)
    return named[name] ?? null
  })
}

/** PostgreSQL keeps every named text for each connection, so only the first ones get a name. */
const MOST_NAMES = 200
const MOST_TEXTS = 1_000
const statementNames = new Map<string, string>()

/**
 * A named statement is parsed once by every connection, and PostgreSQL may keep its plan: planning
 * costs as much as most of our statements do. The first texts that come are the ones that come often;
 * rare combinations of filters stay unnamed.
 */
function statementName(sql: string): string | undefined {
  const known = statementNames.get(sql)
  if (known || statementNames.size >= MOST_NAMES) return known
  const name = `shop_${createHash('sha1').update(sql).digest('hex')}`
  statementNames.set(sql, name)
  return name
}

const texts = new Map<string, { text: string; names: string[] }>()

/** A quoted text, which is left alone, a question mark, or a name behind a colon that is no cast. */
const TEXT_OR_BINDING = /'[^']*'|\?|(?<![:\w]):([a-z]\w*)/g

/** The text as PostgreSQL reads it: bindings become `$1`, `$2` … in their order. */
function translated(sql: string): { text: string; names: string[] } {
  const known = texts.get(sql)
  if (known) return known
  const names: string[] = []
  let count = 0
  const text = sql.replace(TEXT_OR_BINDING, (match, name: string | undefined) => {
    if (match.startsWith("'")) return match
    if (name !== undefined) names.push(name)
    return `$${(count += 1)}`
  })
  const result = { text, names }
  if (texts.size < MOST_TEXTS) texts.set(sql, result)
  return result
}

/** Joins the caller's transaction when there is one, else runs in its own. */
export async function inTransaction<T>(
  trx: TransactionClientContract | undefined,
  work: (trx: TransactionClientContract) => Promise<T>
): Promise<T> {
  return trx ? work(trx) : db.transaction(work)
}
