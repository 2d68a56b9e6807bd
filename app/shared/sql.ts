/** An instant as JSON shows it; PostgreSQL writes it cheaper than a Date can be parsed and written. */
export function instant(column: string): string {
  return `to_char(${column} at time zone 'Asia/Shanghai', 'YYYY-MM-DD"T"HH24:MI:SS.MS"+08:00"')`
}

/** A typed text as a pattern for `ilike`: its own wildcards mean themselves. */
export function contains(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`
}
