import type { ClientBase } from 'pg'
import type { Exception, Release } from './release.js'
import { readSchema, type Column, type Schema, type Table } from './schema.js'
import { describe, type TypedStatement } from './statements.js'

/** Something that would hurt a running process of the release. */
export interface Finding {
  kind: string
  object: string
  detail: string
  /** may stand when `exceptions.json` names it with a reason */
  excusable: boolean
}

/**
 * What of a database the code of a release could not live with: statements that fail or answer
 * otherwise, and changes that break its writes. The client is inside a transaction.
 * Rule: docs/rules/migrations.md
 */
export async function findings(release: Release, client: ClientBase): Promise<Finding[]> {
  const found = schemaFindings(release, await readSchema(client))
  for (const statement of release.statements) {
    const present = await describe(client, statement)
    const detail = present instanceof Error ? present.message : difference(statement, present)
    if (detail) found.push({ kind: 'statement', object: statement.sql, detail, excusable: false })
  }
  return found
}

/** The findings that nobody gave a reason for, and the exceptions that excuse nothing. */
export function unexcused(release: Release, found: Finding[], exceptions: Exception[]): string[] {
  const mine = exceptions.filter((exception) => exception.release === release.version)
  const excuses = (exception: Exception, finding: Finding) =>
    finding.excusable &&
    finding.kind === exception.kind &&
    finding.object === exception.object &&
    exception.reason.trim() !== ''
  return [
    ...found
      .filter((finding) => !mine.some((exception) => excuses(exception, finding)))
      .map(({ kind, object, detail }) => `${kind}: ${object}: ${detail}`),
    ...exceptions
      .filter((each) => !mine.includes(each) || !found.some((finding) => excuses(each, finding)))
      .map(({ kind, object }) => `exceptions.json excuses nothing: ${kind}: ${object}`),
  ]
}

function schemaFindings(release: Release, present: Schema): Finding[] {
  return Object.entries(release.schema).flatMap(([name, was]) => {
    if (present[name]) return tableFindings(release, name, was, present[name])
    const used = uses(release, name)
    return [{ kind: 'table gone', object: name, detail: usage(release, used), excusable: !used }]
  })
}

function tableFindings(release: Release, name: string, was: Table, now: Table): Finding[] {
  const found: Finding[] = []
  const add = (kind: string, object: string, detail: string, excusable = false) =>
    found.push({ kind, object: `${name}.${object}`, detail, excusable })

  for (const [key, column] of Object.entries(was.columns)) {
    const present = now.columns[key]
    if (!present) {
      const used = uses(release, name, key)
      add('column gone', key, usage(release, used), !used)
      continue
    }
    if (present.type !== column.type)
      add(
        'type changed',
        key,
        `${column.type} became ${present.type}`,
        widens(column.type, present.type)
      )
    if (column.nullable && !present.nullable) add('not null', key, 'was nullable')
    if (column.default !== null && present.default === null)
      add('default lost', key, `was ${column.default}`)
  }
  if (release.statements.some(({ sql }) => insertsInto(sql, name)))
    for (const [key, column] of Object.entries(now.columns))
      if (!was.columns[key] && isRequired(column))
        add('column required', key, `${release.version} inserts rows without it`)

  const before = Object.values(was.constraints)
  const after = Object.values(now.constraints)
  for (const [key, definition] of Object.entries(now.constraints))
    if (!before.includes(definition)) add('constraint added', key, definition, true)
  for (const [key, definition] of Object.entries(was.constraints)) {
    if (!/^(UNIQUE|PRIMARY KEY)/.test(definition)) continue
    if (!after.includes(definition)) add('unique gone', key, definition, true)
    else if (now.constraints[key] !== definition)
      add('constraint renamed', key, 'errors are told apart by this name', true)
  }
  return found
}

const isRequired = (column: Column) => !column.nullable && column.default === null

const word = (name: string) => new RegExp(`(?<![\\w.])"?${name}"?(?!\\w)`)
const member = (name: string) => new RegExp(`(?<!\\w)"?${name}"?(?!\\w)`)
const EVERYTHING = /(\bselect|\breturning|,|\.) ?\*|\bto_jsonb?\(|\brow_to_json\(/i

/** Whether a statement names it, or takes whole rows of its table. */
function uses({ statements }: Release, table: string, column?: string): boolean {
  return statements.some(
    ({ sql }) =>
      word(table).test(sql) && (!column || member(column).test(sql) || EVERYTHING.test(sql))
  )
}

const usage = ({ version }: Release, used: boolean) =>
  used ? `${version} uses it` : `no recorded statement of ${version} uses it`

const insertsInto = (sql: string, table: string) =>
  new RegExp(`\\binsert into "?${table}"?(?!\\w)`, 'i').test(sql)

/** Every value of the old type is one of the new type. */
function widens(was: string, now: string): boolean {
  const [, length] = /^character varying\((\d+)\)$/.exec(was) ?? []
  if (length && now === 'text') return true
  const [, longer] = /^character varying\((\d+)\)$/.exec(now) ?? []
  if (length && longer) return Number(longer) >= Number(length)
  const integers = ['smallint', 'integer', 'bigint']
  if (integers.includes(was)) return integers.indexOf(now) > integers.indexOf(was)
  const [, digits, scale] = /^numeric\((\d+),(\d+)\)$/.exec(was) ?? []
  const [, more, sameScale] = /^numeric\((\d+),(\d+)\)$/.exec(now) ?? []
  return scale !== undefined && scale === sameScale && Number(more) >= Number(digits)
}

/** What the code of the release would notice; undefined when it would notice nothing. */
function difference(was: TypedStatement, now: TypedStatement): string | undefined {
  if (was.takes.join() !== now.takes.join())
    return `takes (${now.takes.join(', ')}), took (${was.takes.join(', ')})`
  const gives = `gives (${now.gives.join(', ')}), gave (${was.gives.join(', ')})`
  if (was.named && was.gives.join() !== now.gives.join())
    return `${gives}: connections that hold it as a prepared statement would fail`
  const rest = [...now.gives]
  for (const type of was.gives) {
    const place = rest.indexOf(type)
    if (place < 0) return gives
    rest.splice(0, place + 1)
  }
}
