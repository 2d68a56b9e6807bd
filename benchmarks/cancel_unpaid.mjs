/**
 * `node benchmarks/cancel_unpaid.mjs [--no-build]`: the clean-up of 100,000 overdue orders as a process
 * of its own, with a sandbox that knows 5,000 of them and was paid for 50. Ends with 1 when memory
 * grows, stock is not right to the piece, or a paid order was cancelled. Needs Node 24.
 */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import pg from 'pg'
import { secret } from '../scripts/environment.mjs'
import { toolPath } from '../scripts/install.mjs'
import { freePort } from '../scripts/ports.mjs'
import { complain, say, timed } from '../scripts/report.mjs'
import { withTemporaryDatabase } from '../scripts/temporary_database.mjs'
import { describeMachine, memoryOf } from './machine.mjs'

const root = join(import.meta.dirname, '..')
const build = join(root, 'build')
const COUNT = Number(process.env.BENCH_ORDERS ?? 100_000)
const STARTED = COUNT / 20
const PAID = 50
const MUST_MB = 200

const EXPECTED_STOCK = `
  select count(*)::int as wrong from bench_stock s join products p on p.id = s.id
  where p.stock <> s.stock + (select coalesce(sum(o.quantity), 0) from orders o
    where o.product_id = s.id and o.status = 'cancelled')`
const COUNTS = `
  select count(*) filter (where status = 'cancelled')::int as cancelled,
    count(*) filter (where status = 'paid')::int as paid,
    count(*) filter (where status not in ('cancelled', 'paid'))::int as other,
    (select coalesce(sum(quantity), 0)::int from inventory_logs where change_type = 'release')
      as released,
    (select sum(quantity)::int from orders where status = 'cancelled') as held
  from orders`

/** Runs the command to its end; answers seconds and the highest resident memory in MB. */
function cleanUp(variables) {
  const begin = performance.now()
  const child = spawn(process.execPath, ['ace.js', 'orders:cancel-unpaid'], {
    cwd: build,
    env: variables,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  let peak = 0
  const timer = setInterval(() => {
    if (child.exitCode === null) peak = Math.max(peak, memoryOf(child.pid) || 0)
  }, 50)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => {
      clearInterval(timer)
      resolve({ code, peak, seconds: (performance.now() - begin) / 1000 })
    })
  })
}

async function measure({ database, processes }) {
  if (!process.argv.includes('--no-build'))
    await timed('构建', () =>
      processes.run('构建', process.execPath, ['ace.js', 'build'], { quiet: true })
    )
  const variables = {
    ...process.env,
    ...database.variables,
    PATH: toolPath(root),
    NODE_ENV: 'development',
    LOG_LEVEL: 'warn',
    SECRET_KEY: secret(48),
    DATA_DIR: database.folder,
    SANDBOX_PORT: String(await freePort()),
    SANDBOX_KEYS_DIR: join(database.folder, 'sandbox'),
    SANDBOX_STATE: join(database.folder, 'sandbox-state.json'),
    BENCH_ORDERS: String(COUNT),
    BENCH_STARTED: String(STARTED),
    BENCH_PAID: String(PAID),
  }
  const seed = ['--import=@poppinss/ts-exec', 'benchmarks/overdue_orders.ts']
  await timed(`写入 ${COUNT} 个超时订单`, () =>
    processes.run('写入超时订单', process.execPath, seed, { quiet: true, variables })
  )
  const sandbox = [join(build, 'ace.js'), 'sandbox']
  await processes.serve('沙箱', process.execPath, sandbox, { variables })
  const client = new pg.Client({
    host: '127.0.0.1',
    port: database.port,
    user: variables.POSTGRES_USER,
    password: variables.POSTGRES_PASSWORD,
    database: variables.POSTGRES_DB,
  })
  await client.connect()
  try {
    const first = await timed('自动取消', () => cleanUp(variables))
    const one = await outcome(client)
    const second = await timed('再运行一次', () => cleanUp(variables))
    const two = await outcome(client)
    return judge({ first, second, one, two })
  } finally {
    await client.end()
  }
}

async function outcome(client) {
  const { rows } = await client.query(COUNTS)
  const wrong = await client.query(EXPECTED_STOCK)
  return { ...rows[0], wrong: wrong.rows[0].wrong }
}

function judge({ first, second, one, two }) {
  const checks = [
    ['两次都正常结束', first.code === 0 && second.code === 0],
    [`内存不超过 ${MUST_MB} MB`, first.peak > 0 && first.peak < MUST_MB],
    [`微信已收款的 ${PAID} 个订单变为已支付`, one.paid === PAID],
    ['其余全部取消', one.cancelled === COUNT - PAID && one.other === 0],
    ['库存一件不差', one.wrong === 0 && one.released === one.held],
    ['第二次没有任何改动', JSON.stringify(one) === JSON.stringify(two)],
  ]
  say(describeMachine())
  say(
    `取消 ${one.cancelled}，已支付 ${one.paid}，其他 ${one.other}；用时 ${first.seconds.toFixed(1)} 秒` +
      `（每秒 ${Math.round(COUNT / first.seconds)} 个），内存最高 ${first.peak.toFixed(0)} MB`
  )
  for (const [name, held] of checks) say(`${held ? '✓' : '✗'} ${name}`)
  return checks.every(([, held]) => held)
}

try {
  const held = await withTemporaryDatabase(root, { purpose: 'bench' }, measure)
  process.exitCode = held ? 0 : 1
} catch (error) {
  complain(error)
  process.exitCode = 1
}
