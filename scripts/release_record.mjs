/**
 * `npm run release:record -- <version> [<folder of the sources>]`: writes database/releases/<version>.json,
 * the tables and the statements of a release, from a run of its tests against a database of its own.
 * Rule: docs/rules/migrations.md
 */
import { mkdirSync, existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureAssets } from './assets.mjs'
import { ensureDatabase } from './database.mjs'
import { secret } from './environment.mjs'
import { ensureInstalled, nodeFor } from './install.mjs'
import { freePort } from './ports.mjs'
import { complain, Refusal, timed } from './report.mjs'
import { withTemporaryDatabase } from './temporary_database.mjs'

const root = join(import.meta.dirname, '..')
const [version = '', sources = root] = process.argv.slice(2)

/** The suites that use the shop over HTTP, and the one that lets workers take jobs. */
const RUNS = [
  ['functional', 'contract'],
  ['resilience', '--files', 'tests/resilience/jobs.spec.ts'],
]

async function record({ database, processes }) {
  const { folder } = database
  const node = nodeFor(root)
  const statements = join(folder, 'statements')
  mkdirSync(statements)
  if (!existsSync(join(sources, 'public/static')))
    await ensureAssets(resolve(sources), { processes, node })
  const variables = {
    ...database.variables,
    LOG_LEVEL: 'silent',
    NODE_ENV: 'test',
    SECRET_KEY: secret(48),
    HOST: '127.0.0.1',
    PORT: String(await freePort()),
    SANDBOX_PORT: String(await freePort()),
    SANDBOX_KEYS_DIR: join(folder, 'sandbox'),
    DATA_DIR: folder,
    MEDIA_ROOT: join(folder, 'media'),
    PRIVATE_MEDIA_ROOT: join(folder, 'private-media'),
    STATEMENTS_FOLDER: statements,
    NODE_OPTIONS: `--import=${pathToFileURL(join(import.meta.dirname, 'statement_recorder.mjs'))}`,
  }
  const source = '--import=@poppinss/ts-exec'
  for (const [suite, ...args] of RUNS) {
    /** Each run begins with an empty database, as its tests expect. */
    const name = `${variables.POSTGRES_DB}_${suite}`
    await ensureDatabase({
      folder,
      port: database.port,
      password: variables.POSTGRES_PASSWORD,
      database: name,
    })
    await timed(`测试 ${suite}`, () =>
      processes.run('测试', node, [source, 'bin/test.ts', suite, ...args], {
        variables: { ...variables, POSTGRES_DB: name },
        cwd: resolve(sources),
        quiet: true,
      })
    )
  }
  const args = [version, statements, resolve(sources)]
  await processes.run('记录', node, [source, 'database/releases/record.ts', ...args], {
    variables: { ...database.variables, POSTGRES_DB: `${variables.POSTGRES_DB}_functional` },
  })
}

try {
  if (!/^\d+\.\d+\.\d+$/.test(version))
    throw new Refusal('用法：npm run release:record -- <版本号，例如 0.2.0> [源代码目录]')
  await ensureInstalled(root)
  await withTemporaryDatabase(root, { purpose: 'record' }, record)
} catch (error) {
  complain(error)
  process.exitCode = 1
}
