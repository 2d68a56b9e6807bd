const LARGE = 1_000
const KEPT_MS = 10_000
const MOST = 500

/**
 * Totals of long lists, kept for ten seconds: counting 100,000 rows costs far more than reading a page
 * of them, and nobody sees whether there are 99,001 or 99,002. Short lists are always counted. A search
 * has several totals, one for each rank of its hits. Rule: docs/rules/catalogue.md
 */
export class LargeTotals {
  #kept = new Map<string, { totals: readonly number[]; until: number }>()

  constructor(private readonly now: () => number = Date.now) {}

  get(key: string): readonly number[] | undefined {
    const kept = this.#kept.get(key)
    if (!kept) return undefined
    if (kept.until > this.now()) return kept.totals
    this.#kept.delete(key)
    return undefined
  }

  set(key: string, totals: readonly number[]): void {
    if (sumOf(totals) < LARGE) return
    if (this.#kept.size >= MOST) this.#kept.clear()
    this.#kept.set(key, { totals, until: this.now() + KEPT_MS })
  }
}

export function sumOf(totals: readonly number[]): number {
  return totals.reduce((sum, total) => sum + total, 0)
}
