import type { ClientBase } from 'pg'

export interface Column {
  type: string
  nullable: boolean
  /** the expression as PostgreSQL prints it; `identity` and `generated` for columns nobody writes */
  default: string | null
}

export interface Table {
  columns: Record<string, Column>
  /** primary, unique, check, foreign and exclusion constraints by name, and unique indexes beside them */
  constraints: Record<string, string>
}

export type Schema = Record<string, Table>

/** Everything of the schema `public` that code can run against. Rule: docs/rules/migrations.md */
export async function readSchema(client: ClientBase): Promise<Schema> {
  const schema: Schema = {}
  const { rows: columns } = await client.query(COLUMNS)
  for (const { owner, name, ...column } of columns) {
    schema[owner] ??= { columns: {}, constraints: {} }
    schema[owner].columns[name] = column
  }
  const { rows: constraints } = await client.query(CONSTRAINTS)
  for (const { owner, name, definition } of constraints)
    if (schema[owner]) schema[owner].constraints[name] = definition
  return schema
}

const COLUMNS = `
  select c.relname as owner, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
    not a.attnotnull as nullable,
    case when a.attidentity <> '' then 'identity' when a.attgenerated <> '' then 'generated'
      else pg_get_expr(d.adbin, d.adrelid) end as default
  from pg_class c
  join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
    and c.relname not like 'adonis_schema%'
  order by c.relname collate "C", a.attnum`

/** NOT NULL is told by the columns. */
const CONSTRAINTS = `
  select * from (
    select c.relname as owner, k.conname as name, pg_get_constraintdef(k.oid) as definition
    from pg_constraint k join pg_class c on c.oid = k.conrelid
    where c.relnamespace = 'public'::regnamespace and k.contype <> 'n'
    union all
    select c.relname, i.relname, 'UNIQUE INDEX' || substring(pg_get_indexdef(i.oid) from ' USING .*')
    from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
    where c.relnamespace = 'public'::regnamespace and x.indisunique
      and not exists (select from pg_constraint k where k.conindid = x.indexrelid)
  ) found order by owner collate "C", name collate "C"`
