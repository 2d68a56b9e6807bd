import { isDeepStrictEqual } from 'node:util'
import { pause } from '../scripts/process_identity.mjs'
import { compare, ratio } from './compare.mjs'
import { hammer, request } from './load.mjs'
import { detailPath, listPath, searchPath } from './public_reads.mjs'
import { PUBLIC_HEADERS } from './settings.mjs'

const PATHS = {
  list: ({ categories }) => categories.map(({ id }) => listPath(id)),
  detail: ({ details }) => details.map(detailPath),
  search: ({ keywords }) => keywords.usual.map(searchPath),
}

/**
 * The lines of one public read against the limit server, which always asks the database: with the
 * cache off, and, where a budget exists, from the cache.
 */
export async function catalogue(bench, which) {
  const { facts, limit, ours, cached } = bench
  const paths = PATHS[which](facts)
  const servers = which === 'search' ? { limit, ours } : { limit, ours, cached }
  for (const path of paths.slice(0, 20)) await sameAnswers(Object.values(servers), path)
  if (which === 'search') await everySearchIsNoted(bench, Object.values(servers), paths[0])
  const work = ({ port }, seconds) => hammer({ port, paths, headers: PUBLIC_HEADERS, seconds })
  const result = await compare({ ...bench, servers, work })
  bench.note(which, result)
  const lines = [ratio(which, result.ours, result.limit)]
  if (result.cached) lines.push(ratio(`${which}Cached`, result.cached, result.limit))
  if (which === 'list') {
    lines.push({ line: 'listP95', value: result.cached.p95 })
    lines.push({ line: 'listP95Uncached', value: result.ours.p95 })
  }
  return lines
}

/**
 * All servers must say the same, a cache also when it is asked again; how often a product was looked
 * at changes meanwhile.
 */
async function sameAnswers(servers, path) {
  const answers = []
  for (const { port } of [...servers, servers.at(-1)]) {
    const { status, body } = await request({ port, path, headers: PUBLIC_HEADERS })
    if (status !== 200) throw new Error(`${path} 应答 ${status}`)
    answers.push(JSON.parse(body, (key, value) => (key === 'view_count' ? 0 : value)))
  }
  const [first, ...others] = answers
  if (others.some((other) => !isDeepStrictEqual(first, other)))
    throw new Error(`各服务器对 ${path} 的应答不同`)
}

/** Each server writes one line of its log per search, after the answer. */
async function everySearchIsNoted({ client }, servers, path) {
  const noted = async () => {
    const { rows } = await client.query('select count(*)::int as count from search_logs')
    return rows[0].count
  }
  await pause(500)
  for (const { port } of servers) {
    const before = await noted()
    await request({ port, path, headers: PUBLIC_HEADERS })
    await pause(500)
    if ((await noted()) !== before + 1) throw new Error('不是每个服务器都记录了搜索')
  }
}
