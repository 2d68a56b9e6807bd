/**
 * Loaded before everything else (`--import`) by `npm run release:record`: notes every statement that
 * this process sends to PostgreSQL, whoever sends it, and writes them to `STATEMENTS_FOLDER` at its
 * end. A `named` one stays prepared in its connection.
 */
import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'

const folder = process.env.STATEMENTS_FOLDER
const seen = new Map()
const query = pg.Client.prototype.query

pg.Client.prototype.query = function (config, ...rest) {
  const { text, name } = typeof config === 'string' ? { text: config } : config
  if (typeof text === 'string') {
    seen.set(text, { text, named: Boolean(name) || seen.get(text)?.named === true })
  }
  return query.call(this, config, ...rest)
}

process.once('exit', () => {
  if (seen.size === 0) return
  const file = join(folder, `${process.pid}-${randomUUID()}.json`)
  writeFileSync(file, JSON.stringify([...seen.values()]))
})
