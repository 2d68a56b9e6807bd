import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { secret } from '../scripts/environment.mjs'
import { freePort } from '../scripts/ports.mjs'
import { complain, Refusal, say, timed } from '../scripts/report.mjs'
import * as lines from './lines.mjs'
import { describeMachine, parentOf } from './machine.mjs'
import { report } from './report.mjs'
import { startLimit, startShop, startStandIn } from './servers.mjs'
import { developmentSettings, throwAwayMerchant } from './settings.mjs'

const LINES = {
  modules: lines.modules,
  start: lines.startAndMemory,
  statements: lines.statements,
  list: (bench) => lines.catalogue(bench, 'list'),
  detail: (bench) => lines.catalogue(bench, 'detail'),
  order: lines.orders,
  console: lines.consolePage,
}
const FULL = { runs: 3, seconds: 8, warmUp: 3 }
const QUICK = { runs: 1, seconds: 3, warmUp: 1 }

/** Runs the chosen lines and prints the table; answers whether everything that must hold holds. */
export async function measure({ root, node, options, database, processes }) {
  const chosen = options.only.length > 0 ? options.only : Object.keys(LINES)
  const unknown = chosen.filter((name) => !(name in LINES))
  if (unknown.length > 0)
    throw new Refusal(`没有这些项目：${unknown.join('、')}。可选：${Object.keys(LINES).join('、')}`)

  if (options.build)
    await timed('构建', () => processes.run('构建', node, ['ace.js', 'build'], { quiet: true }))
  const run = await prepared({ root, node, options, database, processes })
  const servers = []
  try {
    servers.push(
      await startStandIn(run),
      await startLimit(run),
      await startShop(run, 'development')
    )
    const [, limit, ours] = servers
    const results = await runLines({ ...run, limit, ours }, chosen)
    process.stdout.write(`\n${describeMachine()}\n`)
    return report(results)
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
    await run.client.end()
  }
}

/** Keys, ports and a filled database: what every process of the run needs. */
async function prepared({ root, node, options, database, processes }) {
  const merchant = { ...throwAwayMerchant(database.folder), secretKey: secret(48) }
  const payPort = await freePort()
  const file = join(database.folder, 'run.json')
  writeFileSync(file, JSON.stringify({ merchant, payPort }), { mode: 0o600 })
  const run = {
    ...{ root, node, merchant, payPort, file },
    folder: database.folder,
    build: join(root, 'build'),
    database: database.variables,
    databasePort: database.port,
    plan: options.quick ? QUICK : FULL,
  }
  const facts = join(database.folder, 'facts.json')
  const variables = {
    ...developmentSettings(run, { port: 0, payPort }),
    BENCH_FACTS: facts,
    BENCH_PASSWORD: secret(18),
  }
  const command = ['--import=@poppinss/ts-exec', 'benchmarks/prepare.ts']
  await timed('写入商品和订单', () =>
    processes.run('写入商品和订单', node, command, { quiet: true, variables })
  )
  const client = new pg.Client({
    host: '127.0.0.1',
    port: database.port,
    user: database.variables.POSTGRES_USER,
    password: database.variables.POSTGRES_PASSWORD,
    database: database.variables.POSTGRES_DB,
  })
  await client.connect()
  const { rows } = await client.query('select pg_backend_pid() as pid')
  return {
    ...run,
    client,
    postmaster: parentOf(rows[0].pid),
    facts: JSON.parse(readFileSync(facts, 'utf8')),
  }
}

async function runLines(bench, chosen) {
  const results = []
  let peak
  const note = (name, { ours, limit }, steps) => {
    peak = Math.max(peak ?? 0, ours.memory)
    for (const [who, figures] of [
      ['极限', limit],
      ['本系统', ours],
    ])
      say(
        `${name} ${who}：${figures.perSecond.toFixed(1)}/s，p95 ${figures.p95.toFixed(1)} ms，` +
          `CPU 进程 ${figures.webMs.toFixed(2)} + PostgreSQL ${figures.postgresMs.toFixed(2)} ms`
      )
    if (steps) say(`各步骤中位数（ms）：${JSON.stringify(steps)}`)
  }
  for (const name of chosen)
    try {
      results.push(...(await timed(`测量 ${name}`, () => LINES[name]({ ...bench, note }))))
    } catch (error) {
      complain(error)
      results.push({ line: name === 'statements' ? 'orderStatements' : name, problem: '未完成' })
    }
  if (peak !== undefined) results.push({ line: 'memoryLoad', value: peak })
  return results
}
