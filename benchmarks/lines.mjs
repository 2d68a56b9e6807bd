import { isDeepStrictEqual } from 'node:util'
import http from 'node:http'
import { pause } from '../scripts/process_identity.mjs'
import { compare } from './compare.mjs'
import { ORDER_LIST, openLimitSession, signIn } from './console_session.mjs'
import { hammer, request } from './load.mjs'
import { median, memoryOf } from './machine.mjs'
import { startShop, startWorker } from './servers.mjs'
import { PRODUCTION_HEADERS, SHOP_HOST } from './settings.mjs'
import { Shoppers } from './shoppers.mjs'
import { countingProxy } from './statement_proxy.mjs'
import { pageWeight, productionModules } from './weights.mjs'

const HOST = { host: SHOP_HOST }
const listPath = (category) => `/api/catalog/products/?category_id=${category}&sort_by=created`
const detailPath = (id) => `/api/catalog/products/${id}/`

const ratio = (line, { ours, limit }) => ({
  line,
  value: ours.perSecond / limit.perSecond,
  ours: ours.perSecond,
  limit: limit.perSecond,
})

/** Public catalogue reads, every request to the database. */
export async function catalogue(bench, which) {
  const { facts, ours, limit } = bench
  const paths = which === 'list' ? facts.categories.map(listPath) : facts.details.map(detailPath)
  for (const path of paths.slice(0, 20)) await sameAnswer(bench, path)
  const work = ({ port }, seconds) => hammer({ port, paths, headers: HOST, seconds })
  const result = await compare({ ...bench, ours, limit, work })
  bench.note(which, result)
  const lines = [ratio(which, result)]
  if (which === 'list') lines.push({ line: 'listP95', value: result.ours.p95 })
  return lines
}

/** Both servers must say the same; how often a product was looked at changes meanwhile. */
async function sameAnswer({ ours, limit }, path) {
  const [first, second] = await Promise.all(
    [ours, limit].map(async ({ port }) => {
      const { body } = await request({ port, path, headers: HOST })
      return JSON.parse(body, (key, value) => (key === 'view_count' ? 0 : value))
    })
  )
  if (!isDeepStrictEqual(first, second)) throw new Error(`两个服务器对 ${path} 的应答不同`)
}

/** Whole orders of sixteen shoppers. */
export async function orders(bench) {
  const shoppers = new Shoppers(bench)
  await sameOrder(bench, shoppers)
  const before = async () => {
    await bench.client.query(
      `delete from cart_items where cart_id in (select id from carts
      where user_id = any($1::bigint[]))`,
      [bench.facts.shoppers.map(({ id }) => id)]
    )
    await bench.client.query('checkpoint')
  }
  const steps = { [bench.ours.name]: {}, [bench.limit.name]: {} }
  const work = async (server, seconds) => {
    const result = await shoppers.order({ port: server.port, seconds })
    for (const [name, times] of Object.entries(result.steps))
      steps[server.name][name] = median(times)
    return result
  }
  const result = await compare({ ...bench, work, before })
  bench.note('order', result, steps)
  const { webMs, postgresMs, p95 } = result.ours
  return [
    ratio('order', result),
    { line: 'orderP95', value: p95 },
    { line: 'orderCpu', value: webMs + postgresMs },
  ]
}

const WRITTEN = [
  ...['orders', 'order_items', 'order_status_histories', 'payments', 'payment_events'],
  ...['inventory_logs', 'notifications', 'audit_logs', 'integration_inbox'],
]

/** The limit server must write as many rows and answer as many bytes, within one in a hundred. */
async function sameOrder(bench, shoppers) {
  const counts = async () => {
    const sql = WRITTEN.map((table) => `(select count(*) from ${table}) as ${table}`)
    const { rows } = await bench.client.query(`select ${sql.join(', ')}`)
    return rows[0]
  }
  const seen = []
  for (const { port } of [bench.ours, bench.limit]) {
    const agent = new http.Agent({ keepAlive: true })
    const [shopper, product] = [bench.facts.shoppers[0], bench.facts.products[0]]
    const before = await counts()
    const bodies = await shoppers.one({ port, agent, shopper, product })
    const after = await counts()
    agent.destroy()
    seen.push({
      written: WRITTEN.map((table) => `${table} ${after[table] - before[table]}`).join(', '),
      bytes: Object.values(bodies).map(({ length }) => length),
    })
  }
  const [ours, limit] = seen
  if (ours.written !== limit.written)
    throw new Error(`两个服务器写入的行不同：\n${ours.written}\n${limit.written}`)
  const differs = ours.bytes.some((size, at) => Math.abs(size / limit.bytes[at] - 1) > 0.01)
  if (differs) throw new Error(`两个服务器的应答大小不同：${ours.bytes} 与 ${limit.bytes}`)
}

/** The order list of the console in production mode, as HTML, and what the page weighs. */
export async function consolePage(bench) {
  const ours = await startShop(bench, 'production')
  try {
    const cookie = await signIn({ port: ours.port, staff: bench.facts.staff })
    const session = await openLimitSession(bench.client, bench.facts.staff)
    const headers = { ...PRODUCTION_HEADERS, cookie, 'x-session': session }
    const answer = await request({ port: ours.port, path: ORDER_LIST, headers })
    if (answer.status !== 200) {
      const problem = `应答 ${answer.status}`
      return ['console', 'html', 'assets'].map((line) => ({ line, problem }))
    }
    const page = { ...headers, 'x-bytes': String(answer.body.length) }
    const work = ({ port }, seconds) =>
      hammer({ port, paths: [ORDER_LIST], headers: page, seconds })
    const result = await compare({ ...bench, ours, work })
    bench.note('console', result)
    const weight = await pageWeight({ port: ours.port, html: answer.body.toString() })
    return [
      ratio('console', result),
      { line: 'html', value: weight.html },
      { line: 'assets', value: weight.assets },
    ]
  } finally {
    await ours.stop()
  }
}

/** Statements at the database, BEGIN and COMMIT included, counted between server and database. */
export async function statements(bench) {
  const proxy = await countingProxy(bench.databasePort)
  const database = { ...bench.database, POSTGRES_PORT: String(proxy.port) }
  const shop = await startShop({ ...bench, database }, 'development')
  const shoppers = new Shoppers(bench)
  const agent = new http.Agent({ keepAlive: true })
  const get = (path) => () => request({ port: shop.port, path, headers: HOST, agent })
  const order = () => {
    const [shopper, product] = [bench.facts.shoppers[1], bench.facts.products[1]]
    return shoppers.one({ port: shop.port, agent, shopper, product })
  }
  const work = {
    listStatements: get(listPath(bench.facts.categories[0])),
    orderStatements: order,
    detailStatements: get(detailPath(bench.facts.details[0])),
  }
  try {
    const lines = []
    await work.listStatements()
    await order()
    for (const [line, once] of Object.entries(work))
      lines.push({ line, value: await proxy.during(once) })
    return lines
  } finally {
    agent.destroy()
    await shop.stop()
    proxy.close()
  }
}

/** From the start of the process to the first page of products, in production mode; and memory at rest. */
export async function startAndMemory(bench) {
  const times = []
  const resting = []
  for (let round = 0; round < bench.plan.runs; round++) {
    const begin = performance.now()
    const shop = await startShop(bench, 'production')
    const path = listPath(bench.facts.categories[0])
    const { status } = await request({ port: shop.port, path, headers: PRODUCTION_HEADERS })
    if (status !== 200) throw new Error(`第一个应答是 ${status}`)
    times.push((performance.now() - begin) / 1000)
    await pause(3000)
    resting.push(memoryOf(shop.pid))
    await shop.stop()
  }
  const worker = await startWorker(bench)
  await pause(5000)
  const workerMemory = memoryOf(worker.pid)
  await worker.stop()
  return [
    { line: 'start', value: median(times) },
    { line: 'memoryIdle', value: median(resting) },
    { line: 'memoryWorker', value: workerMemory },
  ]
}

export const modules = async ({ root }) => [{ line: 'modules', value: productionModules(root) }]
