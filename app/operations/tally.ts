interface Series {
  labels: Record<string, string>
  /** by bound, each only what the smaller bounds have not; what is above all of them is in `count` alone */
  counts: number[]
  sum: number
  count: number
}

/**
 * Counts and times by labels. A request pays for it, so it is a look-up and three additions; the
 * library that writes figures is loaded with the first scrape (app/operations/tally_figure.ts).
 */
export class Tally {
  readonly #series = new Map<string, Map<number, Series>>()

  /** @param bounds seconds, ascending */
  constructor(readonly bounds: readonly number[]) {}

  /** Name and variant stand for the labels. Joining them to one text would cost more than all the rest. */
  add(name: string, variant: number, labels: () => Record<string, string>, seconds: number): void {
    const series = this.#series.get(name)?.get(variant) ?? this.#begin(name, variant, labels())
    series.sum += seconds
    series.count += 1
    for (let index = 0; index < this.bounds.length; index++)
      if (seconds <= this.bounds[index]) {
        series.counts[index] += 1
        return
      }
  }

  get series(): Readonly<Series>[] {
    return [...this.#series.values()].flatMap((variants) => [...variants.values()])
  }

  #begin(name: string, variant: number, labels: Record<string, string>): Series {
    const series = { labels, counts: this.bounds.map(() => 0), sum: 0, count: 0 }
    const variants = this.#series.get(name)
    if (variants) variants.set(variant, series)
    else this.#series.set(name, new Map([[variant, series]]))
    return series
  }
}
