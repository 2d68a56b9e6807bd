const LARGE = 1_000
const KEPT_MS = 10_000
const MOST = 500

/**
 * Totals of long lists, kept until products come, go or move, and for ten seconds at most: counting
 * 100,000 rows costs far more than reading a page of them. Short lists are always counted. A search has
 * several totals, one for each rank of its hits. Rule: docs/rules/catalogue.md
 */
export class LargeTotals {
  #kept = new Map<string, { totals: readonly number[]; until: number }>()
  #round = 0

  constructor(private readonly now: () => number = Date.now) {}

  get(key: string): readonly number[] | undefined {
    const kept = this.#kept.get(key)
    if (!kept) return undefined
    if (kept.until > this.now()) return kept.totals
    this.#kept.delete(key)
    return undefined
  }

  /** Asked before something is counted: a count that a change overtook is not kept. */
  get round(): number {
    return this.#round
  }

  set(key: string, totals: readonly number[], round: number): void {
    if (round !== this.#round || sumOf(totals) < LARGE) return
    if (this.#kept.size >= MOST) this.#kept.clear()
    this.#kept.set(key, { totals, until: this.now() + KEPT_MS })
  }

  forget(): void {
    this.#round += 1
    this.#kept.clear()
  }
}

/** The totals of this process. */
export const largeTotals = new LargeTotals()

export function sumOf(totals: readonly number[]): number {
  return totals.reduce((sum, total) => sum + total, 0)
}
