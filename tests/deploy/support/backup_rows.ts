import { onDatabase } from './backup_database.js'

/** Rows that are hard to carry: line breaks, bytes, quoted names, partitions, sequences, arrays, ranges. */
export const MORE = `
  create table "旧 系统" ("主 键" bigint generated always as identity primary key, "备注" text, raw bytea, tags text[]);
  insert into "旧 系统" ("备注", raw, tags)
    select E'第一行\\n第二行\\t制表\\\\反斜线\\r\\n\\\\.' || n || '🧊', sha256(n::text::bytea), array['甲', null, E'\\n']
    from generate_series(1, 500) n;
  insert into "旧 系统" ("备注", raw) values (null, '\\x00ff0a0d5c2e'), (E'\\\\.', ''), ('', null);
  create table empty_one (id int);
  create table no_columns ();
  insert into no_columns select from generate_series(1, 3);
  create table parts (day date not null, amount numeric(30, 10)) partition by range (day);
  create table parts_2025 partition of parts for values from ('2025-01-01') to ('2026-01-01');
  create table parts_rest partition of parts default;
  insert into parts select date '2025-06-01' + n, n / 7.0 from generate_series(1, 400) n;
  create sequence lottery start 7 increment 3;
  select nextval('lottery'), nextval('lottery');
  create sequence untouched start 42;
  insert into pgboss.job (name, data)
    select name, jsonb_build_object('文字', E'换\\n行') from pgboss.queue, generate_series(1, 5);`

/** What is not the same in two looks, so that a failed test stays readable. */
export function differences(before: Record<string, string>, after: Record<string, string>) {
  const names = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...names]
    .filter((name) => before[name] !== after[name])
    .map((name) => `${name}: ${before[name]} -> ${after[name]}`)
}

/** Everything that can be read of a database: definitions, every row of every table, every sequence. */
export async function fingerprint(database: string): Promise<Record<string, string>> {
  return onDatabase(database, async (client) => {
    const read = async (sql: string) => {
      const { rows } = await client.query<{ name: string; look: string }>(sql)
      return rows.map(({ name, look }) => [name, look] as const)
    }
    const looks: Looks = []
    for (const [name] of await read(relations('r'))) looks.push(...(await read(contentOf(name))))
    for (const [name] of await read(relations('S'))) looks.push(...(await read(stateOf(name))))
    for (const sql of [COLUMNS, INDEXES, CONSTRAINTS, TRIGGERS]) {
      const definitions = await read(sql)
      looks.push(...definitions.map(plain))
    }
    return Object.fromEntries(looks)
  })
}

type Looks = (readonly [name: string, look: string])[]

/** Without casts and brackets, which PostgreSQL writes differently once it has read what it wrote. */
const plain = ([name, look]: Looks[number]) =>
  [name, look.replaceAll(/::(character varying|text)|[()[\]]/g, '')] as const

const contentOf = (table: string) => `
  select '${table}' as name, count(*) || ' '
    || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') as look
  from only ${table} t`

const stateOf = (sequence: string) =>
  `select 'sequence ${sequence}' as name, last_value || ' ' || is_called as look from ${sequence}`

const OURS = `n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_toast'`

const relations = (kind: string) => `
  select format('%I.%I', n.nspname, c.relname) as name, '' as look
  from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind = '${kind}' and ${OURS}`

const COLUMNS = `
  select format('column %s.%s', a.attrelid::regclass, a.attname) as name,
    format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull || a.attidentity::text || ' '
      || coalesce(pg_get_expr(d.adbin, d.adrelid), '') as look
  from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'v') and ${OURS}`

const INDEXES = `
  select 'index ' || schemaname || '.' || indexname as name, indexdef as look from pg_indexes n
  where schemaname not in ('pg_catalog', 'information_schema')`

const CONSTRAINTS = `
  select format('constraint %s.%s', conrelid::regclass, conname) as name, pg_get_constraintdef(c.oid) as look
  from pg_constraint c join pg_namespace n on n.oid = c.connamespace where ${OURS}`

const TRIGGERS = `
  select format('trigger %s.%s', tgrelid::regclass, tgname) as name, pg_get_triggerdef(oid) as look
  from pg_trigger where not tgisinternal`
