import { readdirSync, readFileSync } from 'node:fs'
import type { Schema } from './schema.js'
import type { TypedStatement } from './statements.js'

/** What a released version ran against, and what it asked. Made by `npm run release:record`. */
export interface Release {
  version: string
  schema: Schema
  statements: TypedStatement[]
}

/** A change that the check would refuse, with the reason why the release can live with it. */
export interface Exception {
  release: string
  kind: string
  object: string
  reason: string
}

const RECORDED = /^(\d+)\.(\d+)\.(\d+)\.json$/

/** The newest recorded release of a folder: the one that still serves while this code is started. */
export function newestRelease(folder: string): Release {
  const newest = readdirSync(folder)
    .filter((name) => RECORDED.test(name))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .at(-1)
  if (!newest) throw new Error('No release is recorded: npm run release:record -- <version>')
  return JSON.parse(readFileSync(`${folder}/${newest}`, 'utf8'))
}

/** The exceptions that somebody gave reasons for. */
export function exceptionsOf(folder: string): Exception[] {
  return JSON.parse(readFileSync(`${folder}/exceptions.json`, 'utf8'))
}
