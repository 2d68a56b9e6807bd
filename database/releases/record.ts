/**
 * `record.ts <version> <folder of statements> <folder of the sources>`: writes `<version>.json` beside
 * itself, from what `scripts/statement_recorder.mjs` noted and the database that the tests ran on.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { readSchema } from './schema.js'
import { describe, statementsOf, type Statement, type TypedStatement } from './statements.js'

const [version, folder, sources] = process.argv.slice(2)
const { POSTGRES_HOST, POSTGRES_PORT, POSTGRES_DB, POSTGRES_USER, POSTGRES_PASSWORD } = process.env

/** Each statement once, named when it ever was. */
function noted(): Statement[] {
  const found = new Map<string, Statement>()
  for (const file of readdirSync(folder))
    for (const { text, named } of JSON.parse(readFileSync(join(folder, file), 'utf8')))
      for (const sql of statementsOf(text))
        if (named || !found.has(sql)) found.set(sql, named ? { sql, named } : { sql })
  return [...found.values()].sort((a, b) => (a.sql < b.sql ? -1 : 1))
}

/** All sources of some folders as one text, in which blanks make no difference. */
function textOf(folders: string[]): string {
  return folders
    .flatMap((name) =>
      readdirSync(join(sources, name), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
        .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
    )
    .join('\n')
    .replace(/\s+/g, ' ')
}

const shop = textOf(['app', 'config', 'database', 'start'])
const tests = textOf(['tests'])

/** Whether its beginning, up to the first parameter, is written in a test and nowhere in the shop. */
function askedByTestsAlone({ sql }: Statement): boolean {
  const [beginning] = sql.split('$1')
  return tests.includes(beginning) && !shop.includes(beginning)
}

const client = new pg.Client({
  host: POSTGRES_HOST,
  port: Number(POSTGRES_PORT),
  database: POSTGRES_DB,
  user: POSTGRES_USER,
  password: POSTGRES_PASSWORD,
})
await client.connect()
await client.query('begin')
const schema = await readSchema(client)
const statements: TypedStatement[] = []
for (const statement of noted().filter((each) => !askedByTestsAlone(each))) {
  const described = await describe(client, statement)
  if (described instanceof Error)
    process.stdout.write(`left out, ${described.message}: ${statement.sql.slice(0, 100)}\n`)
  else statements.push(described)
}
await client.end()

const lines = (entries: unknown[], indent: string) =>
  entries.map((entry) => `${indent}${JSON.stringify(entry)}`).join(',\n')
const tables = Object.entries(schema).map(([name, { columns, constraints }]) => {
  const part = (title: string, entries: object) =>
    `      "${title}": {\n${Object.entries(entries)
      .map(([key, value]) => `        ${JSON.stringify(key)}: ${JSON.stringify(value)}`)
      .join(',\n')}\n      }`
  return `    ${JSON.stringify(name)}: {\n${part('columns', columns)},\n${part('constraints', constraints)}\n    }`
})
writeFileSync(
  join(import.meta.dirname, `${version}.json`),
  `{\n  "version": ${JSON.stringify(version)},\n  "schema": {\n${tables.join(',\n')}\n  },\n` +
    `  "statements": [\n${lines(statements, '    ')}\n  ]\n}\n`
)
process.stdout.write(`${version}: ${tables.length} tables, ${statements.length} statements\n`)
