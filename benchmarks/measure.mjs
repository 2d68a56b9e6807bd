import { complain, Refusal, say, timed } from '../scripts/report.mjs'
import { catalogue } from './catalogue_lines.mjs'
import { consoleAtMillion, consolePage } from './console_lines.mjs'
import { prepareRun } from './fill.mjs'
import { halfLoad } from './half_load.mjs'
import { describeMachine } from './machine.mjs'
import { orders } from './order_lines.mjs'
import { modules, startAndMemory, statements } from './process_lines.mjs'
import { report } from './report.mjs'
import { scale } from './scale.mjs'
import { startLimit, startShop, startStandIn } from './servers.mjs'

const LINES = {
  modules,
  start: startAndMemory,
  statements,
  list: (bench) => catalogue(bench, 'list'),
  detail: (bench) => catalogue(bench, 'detail'),
  search: (bench) => catalogue(bench, 'search'),
  reads: halfLoad,
  order: orders,
  console: consolePage,
  scale,
  million: consoleAtMillion,
}
/** Writing a million orders takes longer than everything else together. */
const ONLY_WHEN_ASKED = ['million']

/** Seconds of each kind of load, and how often the compared ones run. */
const FULL = { runs: 3, seconds: 8, warmUp: 3, capacity: 2.5, halfLoad: 2, scale: 3 }
const QUICK = { runs: 1, seconds: 3, warmUp: 1, capacity: 0.5, halfLoad: 1, scale: 0.5 }

/** Runs the chosen lines and prints the tables; answers whether everything that must hold holds. */
export async function measure({ root, node, options, database, processes }) {
  const chosen = linesOf(options)
  if (options.build)
    await timed('构建', () => processes.run('构建', node, ['ace.js', 'build'], { quiet: true }))
  const plan = options.quick ? QUICK : FULL
  const run = await prepareRun({ root, node, plan, database, processes })
  const servers = []
  const started = async (starting) => {
    const server = await starting
    servers.push(server)
    return server
  }
  try {
    await started(startStandIn(run))
    const bench = {
      ...run,
      products: options.products,
      limit: await started(startLimit(run)),
      ours: await started(startShop(run, 'development', { ANSWER_CACHE: 'off' })),
      cached: await started(startShop(run, 'development', { ANSWER_CACHE: 'on' })),
    }
    const results = await runLines(bench, chosen)
    process.stdout.write(`\n${describeMachine()}\n`)
    return report(results)
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
    await run.client.end()
  }
}

function linesOf({ only }) {
  const known = Object.keys(LINES)
  const unknown = only.filter((name) => !known.includes(name))
  if (unknown.length > 0)
    throw new Refusal(`没有这些项目：${unknown.join('、')}。可选：${known.join('、')}`)
  return only.length > 0 ? only : known.filter((name) => !ONLY_WHEN_ASKED.includes(name))
}

async function runLines(bench, chosen) {
  const results = []
  let peak
  const note = (line, servers, steps) => {
    for (const [name, figures] of Object.entries(servers)) {
      if (name !== 'limit') peak = Math.max(peak ?? 0, figures.memory)
      say(
        `${line} ${NAMES[name]}：${figures.perSecond.toFixed(1)}/s，p95 ${figures.p95.toFixed(1)} ms，` +
          `CPU 进程 ${figures.webMs.toFixed(2)} + PostgreSQL ${figures.postgresMs.toFixed(2)} ms`
      )
    }
    if (steps) say(`各步骤中位数（ms）：${JSON.stringify(steps)}`)
  }
  for (const name of chosen)
    try {
      results.push(...(await timed(`测量 ${name}`, () => LINES[name]({ ...bench, note }))))
    } catch (error) {
      complain(error)
      results.push({ line: PLACES[name] ?? name, problem: '未完成' })
    }
  if (peak !== undefined) results.push({ line: 'memoryLoad', value: peak })
  return results
}

const NAMES = {
  limit: '极限',
  ours: '本系统',
  cached: '本系统（缓存）',
  few: '十万个',
  many: '一百万个',
}
/** Where in the table a group of lines that failed as a whole is reported. */
const PLACES = { statements: 'orderStatements', reads: 'readsP99' }
