import { Connection, requestBytes } from './connection.mjs'
import { worst } from './half_load.mjs'
import { median } from './machine.mjs'
import { PUBLIC_READS } from './public_reads.mjs'
import { table, verdictOf } from './report.mjs'
import { startShop } from './servers.mjs'
import { PUBLIC_HEADERS } from './settings.mjs'

/** A read is asked for at least so often, whatever it costs. */
const LEAST = 20

/**
 * Every public read at the run's catalogue and at a larger one, with the cache off: the same questions
 * to two servers in turn, one at a time, so that a busy machine slows both alike.
 */
export async function scale(bench) {
  const large = await bench.otherDatabase({ name: 'large', products: bench.products, orders: 0 })
  const shop = await startShop(large, 'development', { ANSWER_CACHE: 'off' })
  const facts = { ...large.facts, keywords: bench.facts.keywords }
  const connections = [new Connection(bench.ours.port), new Connection(shop.port)]
  const results = []
  try {
    for (const { name, paths } of PUBLIC_READS) {
      const requests = [paths(bench.facts), paths(facts)].map(allRequests)
      try {
        results.push({ name, ...(await sideBySide(connections, requests, bench.plan.scale)) })
      } catch (error) {
        results.push({ name, problem: error.message })
      }
    }
  } finally {
    for (const connection of connections) connection.close()
    await shop.stop()
  }
  print(results, bench.products)
  return [{ line: 'scale', ...worst(results, ({ ratio }) => ratio) }]
}

const allRequests = (paths) => paths.map((path) => requestBytes({ path, headers: PUBLIC_HEADERS }))

async function sideBySide(connections, requests, seconds) {
  const times = [[], []]
  const end = performance.now() + seconds * 1000
  for (let round = 0; round < LEAST || performance.now() < end; round++)
    for (const side of round % 2 === 0 ? [0, 1] : [1, 0]) {
      const begin = performance.now()
      const { status } = await connections[side].ask(requests[side][round % requests[side].length])
      if (status !== 200) throw new Error(`应答 ${status}`)
      times[side].push(performance.now() - begin)
    }
  const [small, large] = times.map(median)
  return { small, large, ratio: large / small }
}

function print(results, products) {
  const head = [
    '公开读取（缓存关闭，单个请求）',
    '10,000 种 ms',
    `${products.toLocaleString()} 种 ms`,
  ]
  table([
    { cells: [...head, '倍数', '结论'] },
    ...results.map(({ name, small, large, ratio, problem }) => {
      const { verdict, failed } = verdictOf({ line: 'scale', value: ratio, problem })
      const figures = problem ? ['', '', problem] : [small, large, ratio].map(figure)
      return { failed, cells: [name, ...figures, verdict] }
    }),
  ])
}

const figure = (value) => value.toFixed(2)
