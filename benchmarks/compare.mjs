import { cpuOf, cpuOfPostgres, median, peakMemory, percentile } from './machine.mjs'

/**
 * Loads both servers in turn with the same work: warm-up, then runs of which the medians count.
 * `work(server, seconds)` answers `{ count, seconds, times }`. Answers by server `{ perSecond, p95,
 * webMs, postgresMs, memory }`: milliseconds of processor time per unit of work, memory in MB.
 */
export async function compare({ plan, ours, limit, postmaster, work, before = async () => {} }) {
  const runs = { ours: [], limit: [] }
  const servers = { ours, limit }
  for (const server of [limit, ours]) {
    await before()
    await work(server, plan.warmUp)
  }
  for (let round = 0; round < plan.runs; round++) {
    const order = round % 2 === 0 ? ['ours', 'limit'] : ['limit', 'ours']
    for (const name of order) {
      await before()
      runs[name].push(await measure(servers[name], { plan, postmaster, work }))
    }
  }
  return { ours: summary(runs.ours), limit: summary(runs.limit) }
}

async function measure(server, { plan, postmaster, work }) {
  const before = { web: cpuOf(server.pid), postgres: cpuOfPostgres(postmaster) }
  const { peak, result } = await peakMemory(server.pid, () => work(server, plan.seconds))
  if (result.count === 0) throw new Error(`${plan.seconds} 秒内没有完成一次`)
  return {
    perSecond: result.count / result.seconds,
    p95: percentile(result.times, 0.95),
    webMs: (cpuOf(server.pid) - before.web) / result.count,
    postgresMs: (cpuOfPostgres(postmaster) - before.postgres) / result.count,
    memory: peak,
  }
}

function summary(runs) {
  const names = ['perSecond', 'p95', 'webMs', 'postgresMs']
  return {
    ...Object.fromEntries(names.map((name) => [name, median(runs.map((run) => run[name]))])),
    memory: Math.max(...runs.map(({ memory }) => memory)),
  }
}
