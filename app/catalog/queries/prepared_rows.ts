import { createHash } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'

const names = new Map<string, string>()

/**
 * Like `rows`, as a named statement: every connection parses the text once, and PostgreSQL may keep
 * its plan. For the few hot reads whose planning costs as much as they do; the texts are a fixed set,
 * never built from input.
 */
export async function preparedRows<Row>(sql: string, bindings: unknown[]): Promise<Row[]> {
  const statement = db.connection().rawQuery<{ rows: Row[] }>(sql, bindings as never)
  statement.knexQuery.options({ name: nameOf(sql) })
  const result = await statement
  return result.rows
}

function nameOf(sql: string): string {
  let name = names.get(sql)
  if (!name) names.set(sql, (name = createHash('sha1').update(sql).digest('hex')))
  return name
}
