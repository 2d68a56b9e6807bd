import type { ClientBase } from 'pg'

export interface Statement {
  sql: string
  /** sent under a name: a connection keeps it, and its answer may not get another shape */
  named?: true
}

/** A statement with the types that PostgreSQL found for its parameters and its answer. */
export interface TypedStatement extends Statement {
  takes: string[]
  gives: string[]
}

/** A quoted text or name, a comment, or blanks. */
const PIECES = /('(?:[^']|'')*'|"(?:[^"]|"")*"|\$\$[\s\S]*?\$\$)|--[^\n]*|\s+/g

/** Parts of a script; a semicolon inside of quotes ends nothing. */
const PARTS = /(?:'(?:[^']|'')*'|"(?:[^"]|"")*"|\$\$[\s\S]*?\$\$|[^;])+/g

/** Migrating, installing queues and asking the server itself are not what serves shoppers. */
const ADMINISTRATION =
  /\badonis_schema|\binformation_schema\.|\bpg_(class|catalog|\w*advisory_\w*lock)\b|\b(current_database|version|to_regclass)\(|pgboss\.(job_table_run|create_queue|version)\b/i

const LIST = /\bin \((\$\d+)(?:, ?\$\d+)+\)/gi

/**
 * The statements of one text that read or write rows. Blanks, comments, the length of lists and the
 * numbers of parameters do not make a difference. Rule: docs/rules/migrations.md
 */
export function statementsOf(text: string): string[] {
  const parts = text.replace(PIECES, (_, quoted?: string) => quoted ?? ' ').match(PARTS) ?? []
  return parts
    .map((part) => part.trim())
    .filter((part) => /^\(*(select|insert|update|delete|merge|with|values)\b/i.test(part))
    .filter((part) => !ADMINISTRATION.test(part))
    .map((part) => renumbered(oneTuple(part.replace(LIST, 'in ($1)'))))
}

const TUPLE = /\((?:[^()']|'(?:[^']|'')*'|\([^()]*\))*\)/.source
const TUPLES = new RegExp(`\\bvalues (${TUPLE})((?:, ?${TUPLE})+)`, 'gi')

/** Rows of one shape count as one row. */
function oneTuple(sql: string): string {
  const shape = (tuple: string) => tuple.replace(/\$\d+/g, '$')
  return sql.replace(TUPLES, (whole, first: string, rest: string) => {
    const others = rest.match(new RegExp(TUPLE, 'g')) ?? []
    return others.every((tuple) => shape(tuple) === shape(first)) ? `values ${first}` : whole
  })
}

function renumbered(sql: string): string {
  const numbers = new Map<string, number>()
  return sql.replace(/'(?:[^']|'')*'|\$(\d+)/g, (found, number?: string) => {
    if (number === undefined) return found
    if (!numbers.has(number)) numbers.set(number, numbers.size + 1)
    return `$${numbers.get(number)}`
  })
}

/**
 * What PostgreSQL makes of a statement: its types, or why it cannot run. The caller is inside a
 * transaction. `on conflict` is planned too, because only then the unique index is looked for.
 */
export async function describe(
  client: ClientBase,
  { sql, named }: Statement
): Promise<TypedStatement | Error> {
  await client.query('savepoint described')
  try {
    await client.query(`prepare described as ${sql}`)
    if (/\bon conflict\b/i.test(sql)) await client.query(`explain (generic_plan) ${sql}`)
    const { rows } = await client.query(TYPES)
    return { sql, ...(named ? { named } : {}), ...rows[0] }
  } catch (error) {
    await client.query('rollback to savepoint described')
    return error as Error
  } finally {
    await client.query('deallocate all')
    await client.query('release savepoint described')
  }
}

const TYPES = `
  select parameter_types::text[] as takes, coalesce(result_types::text[], '{}') as gives
  from pg_prepared_statements where name = 'described'`
