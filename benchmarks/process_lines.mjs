import { pause } from '../scripts/process_identity.mjs'
import { request } from './load.mjs'
import { median, memoryOf } from './machine.mjs'
import { detailPath, listPath } from './public_reads.mjs'
import { startShop, startWorker } from './servers.mjs'
import { PRODUCTION_HEADERS, PUBLIC_HEADERS } from './settings.mjs'
import { Shoppers } from './shoppers.mjs'
import { countingProxy } from './statement_proxy.mjs'
import { productionModules } from './weights.mjs'

/** Milliseconds after which a server does nothing of its own any more, such as opening its cache. */
const SETTLED = 500

/**
 * Statements at the database, BEGIN and COMMIT included, counted between server and database; each
 * request for the second time.
 */
export async function statements(bench) {
  const { facts } = bench
  const proxy = await countingProxy(bench.databasePort)
  const database = { ...bench.database, POSTGRES_PORT: String(proxy.port) }
  const list = listPath(facts.categories[0].id)
  const detail = detailPath(facts.details[0])
  const count = async (cache, works) => {
    const shop = await startShop({ ...bench, database }, 'development', { ANSWER_CACHE: cache })
    const lines = []
    try {
      await pause(SETTLED)
      for (const [line, work] of Object.entries(works(shop))) {
        await work()
        await pause(SETTLED)
        lines.push({ line, value: await proxy.during(work) })
      }
    } finally {
      await shop.stop()
    }
    return lines
  }
  const get = (shop, path) => async () => {
    const { status } = await request({ port: shop.port, path, headers: PUBLIC_HEADERS })
    if (status !== 200) throw new Error(`${path} 应答 ${status}`)
  }
  const shoppers = new Shoppers(bench)
  const [shopper, product] = [facts.shoppers[1], facts.products[1]]
  try {
    const asked = await count('off', (shop) => ({
      listStatements: get(shop, list),
      detailStatements: get(shop, detail),
    }))
    const kept = await count('on', (shop) => ({
      cachedStatements: get(shop, list),
      orderStatements: () => shoppers.once({ port: shop.port, shopper, product }),
    }))
    return [...asked, ...kept]
  } finally {
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
    const path = listPath(bench.facts.categories[0].id)
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
