import { compare, ratio } from './compare.mjs'
import { ORDER_LIST, openLimitSession, signIn } from './console_session.mjs'
import { hammer, request } from './load.mjs'
import { startShop } from './servers.mjs'
import { PRODUCTION_HEADERS } from './settings.mjs'
import { pageWeight } from './weights.mjs'

const MILLION = 1_000_000

/** The order list of the console in production mode, as HTML, and what the page weighs. */
export async function consolePage(bench) {
  const ours = await startShop(bench, 'production')
  try {
    const { headers, answer } = await openList(bench, ours)
    if (answer.status !== 200) {
      const problem = `应答 ${answer.status}`
      return ['console', 'html', 'assets'].map((line) => ({ line, problem }))
    }
    const session = await openLimitSession(bench.client, bench.facts.staff)
    const page = { ...headers, 'x-session': session, 'x-bytes': String(answer.body.length) }
    const work = ({ port }, seconds) =>
      hammer({ port, paths: [ORDER_LIST], headers: page, seconds })
    const result = await compare({ ...bench, servers: { limit: bench.limit, ours }, work })
    bench.note('console', result)
    const weight = await pageWeight({ port: ours.port, html: answer.body.toString() })
    return [
      ratio('console', result.ours, result.limit),
      { line: 'html', value: weight.html },
      { line: 'assets', value: weight.assets },
    ]
  } finally {
    await ours.stop()
  }
}

async function openList(bench, { port }) {
  const cookie = await signIn({ port, staff: bench.facts.staff })
  const headers = { ...PRODUCTION_HEADERS, cookie }
  return { headers, answer: await request({ port, path: ORDER_LIST, headers }) }
}

/** The same list among a million orders, against itself among those of the run. */
export async function consoleAtMillion(bench) {
  const large = await bench.otherDatabase({ name: 'million', products: 10_000, orders: MILLION })
  const shops = []
  try {
    for (const run of [bench, large]) shops.push(await startShop(run, 'production'))
    const [few, many] = shops
    const headers = new Map()
    for (const [run, shop] of [
      [bench, few],
      [large, many],
    ])
      headers.set(shop, (await openList(run, shop)).headers)
    const work = (shop, seconds) =>
      hammer({ port: shop.port, paths: [ORDER_LIST], headers: headers.get(shop), seconds })
    const result = await compare({ ...bench, servers: { few, many }, work })
    bench.note('million', result)
    const value = result.many.perSecond / result.few.perSecond
    const detail = `原来 ${result.few.perSecond.toFixed(0)}/s`
    return [{ line: 'million', value, ours: result.many.perSecond, detail }]
  } finally {
    await Promise.all(shops.map((shop) => shop.stop()))
  }
}
