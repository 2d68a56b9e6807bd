import db from '@adonisjs/lucid/services/db'
import { rows } from '#shared/rows'

/** A part of a statement with the values of its marks, in their order. */
export class Part {
  constructor(
    readonly sql: string,
    readonly bindings: readonly unknown[] = []
  ) {}
}

/**
 * Composes a statement: parts are put in as they are, everything else becomes a binding. Texts of SQL
 * come from code alone, through `text`.
 */
export function part(strings: TemplateStringsArray, ...values: unknown[]): Part {
  const bindings: unknown[] = []
  let sql = strings[0]
  for (const [index, value] of values.entries()) {
    if (value instanceof Part) bindings.push(...value.bindings)
    else bindings.push(value)
    sql += (value instanceof Part ? value.sql : '?') + strings[index + 1]
  }
  return new Part(sql, bindings)
}

/** SQL that holds no value. */
export const text = (sql: string): Part => new Part(sql)

/** Rows of a statement whose best plan does not depend on its values: it is planned once. */
export function readPart<Row>({ sql, bindings }: Part): Promise<Row[]> {
  return rows<Row>(sql, bindings)
}

/**
 * Rows of a statement whose best plan depends on its values, such as the width of a price range. It gets
 * no name, so PostgreSQL plans it each time.
 */
export async function readPlanned<Row>({ sql, bindings }: Part): Promise<Row[]> {
  const result = await db.rawQuery<{ rows: Row[] }>(sql, [...bindings] as never)
  return result.rows
}
