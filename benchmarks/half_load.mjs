import { hammer, offer } from './load.mjs'
import { median, percentile } from './machine.mjs'
import { PUBLIC_READS } from './public_reads.mjs'
import { PUBLIC_HEADERS } from './settings.mjs'
import { table, verdictOf } from './report.mjs'

/**
 * How long the slowest of a hundred requests takes while the shop has half of what it can bear, for
 * every public read, with the cache off: the capacity is measured with sixteen connections, then half of
 * it is offered at an even rate, and the median of the runs counts.
 */
export async function halfLoad({ plan, facts, ours }) {
  const results = []
  for (const { name, paths } of PUBLIC_READS) {
    const load = { port: ours.port, paths: paths(facts), headers: PUBLIC_HEADERS }
    try {
      const { count, seconds } = await hammer({ ...load, seconds: plan.capacity })
      const rate = count / seconds / 2
      const runs = []
      for (let run = 0; run < plan.runs; run++)
        runs.push((await offer({ ...load, rate, seconds: plan.halfLoad })).times)
      const middle = (part) => median(runs.map((times) => percentile(times, part)))
      results.push({ name, rate, p50: middle(0.5), p99: middle(0.99) })
    } catch (error) {
      results.push({ name, problem: error.message })
    }
  }
  const line = { line: 'readsP99', ...worst(results, ({ p99 }) => p99) }
  table([
    { cells: ['半负载下的公开读取（缓存关闭）', '每秒', 'p50 ms', 'p99 ms', '结论'] },
    ...results.map(({ name, rate, p50, p99, problem }) => {
      const { verdict, failed } = verdictOf({ line: 'readsP99', value: p99, problem })
      const figures = problem ? ['', '', problem.slice(0, 60)] : [rate, p50, p99].map(figure)
      return { failed, cells: [name, ...figures, verdict] }
    }),
  ])
  return [line]
}

const figure = (value) => value.toFixed(value >= 100 ? 0 : 1)

/** The worst value and whose it is; a read that could not be measured is worse than any. */
export function worst(results, valueOf) {
  const broken = results.find(({ problem }) => problem)
  if (broken) return { problem: `${broken.name}：未完成` }
  const [first] = results.toSorted((a, b) => valueOf(b) - valueOf(a))
  return { value: valueOf(first), detail: first.name }
}
