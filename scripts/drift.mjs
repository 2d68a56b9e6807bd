/**
 * Checks that the generated code belongs to its sources: `.adonisjs` to routes, controllers and policies,
 * `database/schema.ts` to the migrations. Writes it anew; fails when that changed anything.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { secret } from './environment.mjs'
import { ensureInstalled, nodeFor } from './install.mjs'
import { complain, Refusal } from './report.mjs'
import { withTemporaryDatabase } from './temporary_database.mjs'

const root = join(import.meta.dirname, '..')
const GENERATED = ['.adonisjs', 'database/schema.ts']

/** Every generated file with a digest of its content. */
function snapshot() {
  const files = GENERATED.flatMap((name) =>
    statSync(join(root, name)).isFile()
      ? [name]
      : readdirSync(join(root, name), { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length + 1))
  )
  const digest = (file) =>
    createHash('sha256')
      .update(readFileSync(join(root, file)))
      .digest('hex')
  return new Map(files.map((file) => [file, digest(file)]))
}

async function regenerate({ database, processes }) {
  const node = nodeFor(root)
  const ace = ['--import=@poppinss/ts-exec', 'ace.js']
  const variables = {
    ...database.variables,
    NODE_ENV: 'development',
    SECRET_KEY: secret(48),
    DATA_DIR: database.folder,
  }
  await processes.run('node ace migration:run', node, [...ace, 'migration:run', '--force'], {
    quiet: true,
    variables,
  })
  await processes.run('node ace codegen', node, [...ace, 'codegen'], { quiet: true, variables })
}

try {
  await ensureInstalled(root)
  const before = snapshot()
  await withTemporaryDatabase(root, { purpose: 'drift' }, regenerate)
  const after = snapshot()
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
    (file) => before.get(file) !== after.get(file)
  )
  if (changed.length > 0)
    throw new Refusal(`生成的代码已过期，现已重新生成，请一并提交：\n${changed.join('\n')}`)
} catch (error) {
  complain(error)
  process.exitCode = 1
}
