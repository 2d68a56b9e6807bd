/**
 * `npm test [-- suite…] [--files …]`: the tests against a real PostgreSQL made for this run and removed
 * after it. Several runs at once do not touch one another. Runs on Node 20 with nothing installed.
 * The suite `deploy` runs only when it is named, because it needs programs of the system.
 * The last line is always `N passed, N failed`, alone.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureAssets, ensureShop } from './assets.mjs'
import { secret } from './environment.mjs'
import { ensureInstalled, nodeFor } from './install.mjs'
import { freePort } from './ports.mjs'
import { complain, Refusal } from './report.mjs'
import { requireDeployPrograms } from './deploy_programs.mjs'
import { withTemporaryDatabase } from './temporary_database.mjs'

const root = join(import.meta.dirname, '..')
const named = process.argv.slice(2)
const SUITES = ['unit', 'functional', 'contract', 'browser', 'resilience']
const args = !named[0] || named[0].startsWith('-') ? [...SUITES, ...named] : named
const deploys = args.includes('deploy')
/** Unit tests render no page; every other suite may. */
const needsAssets = args[0] !== 'unit' || args.length > 1

/** The environment of a run: nothing of the machine's own shop reaches it. */
async function testVariables({ folder, variables }) {
  return {
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'error',
    ...variables,
    NODE_ENV: 'test',
    SECRET_KEY: secret(48),
    HOST: '127.0.0.1',
    PORT: String(await freePort()),
    SANDBOX_PORT: String(await freePort()),
    SANDBOX_KEYS_DIR: join(folder, 'sandbox'),
    DATA_DIR: folder,
    MEDIA_ROOT: join(folder, 'media'),
    PRIVATE_MEDIA_ROOT: join(folder, 'private-media'),
    TEST_TALLY: join(folder, 'tally.json'),
  }
}

/** Runs Japa and counts. A run that ends badly has failed, even when every single test was content. */
async function runTests({ database, processes }) {
  const node = nodeFor(root)
  if (needsAssets) await ensureAssets(root, { processes, node })
  if (deploys) await ensureShop(root, { processes, node })
  const variables = await testVariables(database)
  const command = ['--import=@poppinss/ts-exec', 'bin/test.ts', ...args]
  let ended = 0
  try {
    await processes.run('测试', node, command, { variables })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    ended = 1
  }
  if (!existsSync(variables.TEST_TALLY)) return { passed: 0, failed: 1 }
  const { passed, failed } = JSON.parse(readFileSync(variables.TEST_TALLY, 'utf8'))
  return { passed, failed: Math.max(ended, failed) }
}

let tally = { passed: 0, failed: 1 }
try {
  if (deploys) requireDeployPrograms()
  await ensureInstalled(root)
  tally = await withTemporaryDatabase(root, { purpose: 'test' }, runTests)
} catch (error) {
  complain(error)
}
// A run of nothing is a mistyped file or suite, not a success.
process.exitCode = tally.failed > 0 || tally.passed === 0 ? 1 : 0
process.stdout.write(`${tally.passed} passed, ${tally.failed} failed\n`)
