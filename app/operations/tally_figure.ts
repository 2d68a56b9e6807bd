import type { Histogram } from 'prom-client'
import { registry } from '#operations/registry'
import type { Tally } from '#operations/tally'

interface Value {
  metricName: string
  labels: Record<string, string | number>
  value: number
}

/** Tells a tally as a Prometheus histogram. */
export function tellTally(name: string, help: string, tally: Tally): void {
  const figure = {
    name,
    help,
    type: 'histogram',
    get: async () => ({ ...figure, values: values() }),
  }
  const values = () => tally.series.flatMap((series) => told(name, tally.bounds, series))
  /** the registry asks a figure for its name and for `get`, and nothing else */
  registry.registerMetric(figure as unknown as Histogram)
}

type Series = Tally['series'][number]

function told(name: string, bounds: readonly number[], { labels, counts, sum, count }: Series) {
  let below = 0
  const bucket = (le: string | number, value: number): Value => ({
    metricName: `${name}_bucket`,
    labels: { ...labels, le },
    value,
  })
  return [
    ...bounds.map((bound, index) => bucket(bound, (below += counts[index]))),
    bucket('+Inf', count),
    { metricName: `${name}_sum`, labels, value: sum },
    { metricName: `${name}_count`, labels, value: count },
  ]
}
