import { createHash } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'

/** PostgreSQL keeps every named text for each connection, so rare combinations of filters get no name. */
const MOST = 64
const names = new Map<string, string>()

/**
 * Like `rows`, as a named statement: every connection parses the text once, and PostgreSQL may keep
 * its plan. For the few hot reads whose planning costs as much as they do; the texts are a fixed set,
 * never built from input.
 */
export async function preparedRows<Row>(sql: string, bindings: unknown[]): Promise<Row[]> {
  const statement = db.connection().rawQuery<{ rows: Row[] }>(sql, bindings as never)
  const name = nameOf(sql)
  if (name) statement.knexQuery.options({ name })
  const result = await statement
  return result.rows
}

/** The first texts that come are the ones that come often. */
function nameOf(sql: string): string | undefined {
  const known = names.get(sql)
  if (known || names.size >= MOST) return known
  const name = `catalog_${createHash('sha1').update(sql).digest('hex')}`
  names.set(sql, name)
  return name
}
