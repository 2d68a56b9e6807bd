/**
 * Holds our own calls below what the other side allows, within this process. `take` never waits: it
 * says whether one more call fits into the last second. Rule: docs/rules/integrations.md
 */
export class RateLimiter {
  #taken: number[] = []

  constructor(private readonly now: () => number) {}

  take(perSecond: number): boolean {
    const now = this.now()
    this.#taken = this.#taken.filter((at) => at > now - 1000)
    if (this.#taken.length >= perSecond) return false
    this.#taken.push(now)
    return true
  }
}
