import { rows } from '#shared/rows'

/** Per table how many rows there are and which transaction wrote the newest. */
export type StoredRows = Map<string, string>

const TABLES = `
  select format('%I.%I', table_schema, table_name) as name from information_schema.tables
  where table_type = 'BASE TABLE' and (table_schema = 'public'
    or (table_schema = 'pgboss' and table_name in ('job', 'schedule')))
  order by 1`

/** A look at everything that is stored: any insert, update or delete changes it. */
export async function storedRows(): Promise<StoredRows> {
  const tables = await rows<{ name: string }>(TABLES)
  const looks = tables.map(
    ({ name }) =>
      `select '${name}' as name, count(*) || ' rows, newest by ' ||
        coalesce(max(xmin::text::bigint), 0) as look from ${name}`
  )
  const found = await rows<{ name: string; look: string }>(looks.join(' union all '))
  return new Map(found.map(({ name, look }) => [name.replace('public.', ''), look]))
}

/** The tables that changed between two looks, with what was seen. */
export function changedTables(before: StoredRows, after: StoredRows, allowed: string[]): string[] {
  return [...after]
    .filter(([name, look]) => before.get(name) !== look && !allowed.includes(name))
    .map(([name, look]) => `${name}: ${before.get(name)} -> ${look}`)
}
