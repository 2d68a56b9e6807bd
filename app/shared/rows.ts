import { createHash } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
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

async function run(sql: string, bindings: Bindings, client: Client = db.connection()) {
  const isPositional = Array.isArray(bindings)
  const { text, names } = isPositional ? { text: sql, names: [] } : positional(sql)
  const named = bindings as Record<string, unknown>
  const values = isPositional ? bindings : names.map((name) => given(named, name))
  const statement = client.rawQuery<{ rows: never[]; rowCount: number | null }>(
    text,
    values as never
  )
  const name = statementName(sql)
  if (name) statement.knexQuery.options({ name })
  return statement
}

/** @throws TypeError for a name that nobody gave: bound as null it would silently match nothing */
function given(values: Record<string, unknown>, name: string): unknown {
  if (!(name in values)) throw new TypeError(`The statement has no binding named ${name}`)
  return values[name] ?? null
}

/** PostgreSQL keeps every named text for each connection, so only the first ones get a name. */
const MOST_NAMES = 200
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

/** A quoted text, which is left alone, or a name behind a colon that is no cast. */
const TEXT_OR_NAME = /'[^']*'|(?<![:\w]):([a-z]\w*)/g

/** Named bindings as positional ones; knex's own would read `:ids::bigint[]` as an identifier. */
function positional(sql: string): { text: string; names: string[] } {
  const known = texts.get(sql)
  if (known) return known
  const names: string[] = []
  const text = sql.replace(TEXT_OR_NAME, (match, name: string | undefined) => {
    if (name === undefined) return match
    names.push(name)
    return '?'
  })
  const translated = { text, names }
  texts.set(sql, translated)
  return translated
}

/** Joins the caller's transaction when there is one, else runs in its own. */
export async function inTransaction<T>(
  trx: TransactionClientContract | undefined,
  work: (trx: TransactionClientContract) => Promise<T>
): Promise<T> {
  return trx ? work(trx) : db.transaction(work)
}
