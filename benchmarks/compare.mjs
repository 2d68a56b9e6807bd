import { cpuOf, cpuOfPostgres, median, peakMemory, percentile } from './machine.mjs'

/**
 * Loads the servers in turn with the same work: warm-up, then runs of which the medians count.
 * `servers` are by name, `work(server, seconds, name)` answers `{ count, seconds, times }`. Answers by
 * the same names `{ perSecond, p95, webMs, postgresMs, memory }`: milliseconds of processor time per
 * unit of work, memory in MB.
 */
export async function compare({ plan, servers, postmaster, work, before = async () => {} }) {
  const names = Object.keys(servers)
  const runs = Object.fromEntries(names.map((name) => [name, []]))
  for (const name of names) {
    await before()
    await work(servers[name], plan.warmUp, name)
  }
  for (let round = 0; round < plan.runs; round++)
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      await before()
      runs[name].push(await measure(servers[name], { plan, postmaster, work, name }))
    }
  return Object.fromEntries(names.map((name) => [name, summary(runs[name])]))
}

async function measure(server, { plan, postmaster, work, name }) {
  const before = { web: cpuOf(server.pid), postgres: cpuOfPostgres(postmaster) }
  const { peak, result } = await peakMemory(server.pid, () => work(server, plan.seconds, name))
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

/** A line whose value is the share of the limit server's throughput. */
export function ratio(line, ours, limit) {
  return {
    line,
    value: ours.perSecond / limit.perSecond,
    ours: ours.perSecond,
    limit: limit.perSecond,
  }
}
