const LARGE = 5_000
const KEPT_MS = 10_000
const MOST = 500

/**
 * Totals of long lists, kept for ten seconds: counting 100,000 rows costs far more than reading a page
 * of them, and nobody sees whether there are 99,001 or 99,002. Short lists are always counted.
 * Rule: docs/rules/catalogue.md
 */
export class LargeTotals {
  #kept = new Map<string, { total: number; until: number }>()

  constructor(private readonly now: () => number = Date.now) {}

  get(key: string): number | undefined {
    const kept = this.#kept.get(key)
    if (!kept) return undefined
    if (kept.until > this.now()) return kept.total
    this.#kept.delete(key)
    return undefined
  }

  set(key: string, total: number): void {
    if (total < LARGE) return
    if (this.#kept.size >= MOST) this.#kept.clear()
    this.#kept.set(key, { total, until: this.now() + KEPT_MS })
  }
}
