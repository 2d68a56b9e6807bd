import { unavailable, type Outcome } from './outcome.js'

const WINDOW_MS = 60_000
const MIN_CALLS = 10
const FAILING_SHARE = 0.5
const FIRST_PAUSE_MS = 30_000
const LONGEST_PAUSE_MS = 300_000
const AUTH_PAUSE_MS = 600_000

export type BreakerState = 'closed' | 'open' | 'probing'

/** What the integration centre shows of one group; times in epoch milliseconds. */
export interface BreakerSnapshot {
  group: string
  state: BreakerState
  calls: number
  failures: number
  openUntil?: number
  lastSuccessAt?: number
}

/**
 * Stops calling a system that does not answer: opens when half of at least ten calls within a minute
 * were `unavailable` or `unknown`, then lets single probes through after 30 s, doubling up to 5 min.
 * `rejected` never counts; `auth` opens at once for 10 min. Rule: docs/rules/integrations.md
 */
export class Breaker {
  #seconds: { second: number; calls: number; failures: number }[] = []
  #openUntil: number | undefined
  #pause = FIRST_PAUSE_MS
  #probing = false
  /** Changes whenever the breaker opens or closes, so that late results of older calls are ignored. */
  #round = 0
  #lastSuccessAt: number | undefined

  constructor(
    readonly group: string,
    private readonly now: () => number
  ) {}

  /** Runs the call, or answers `unavailable` within the same tick while the breaker is open. */
  async guard<T>(call: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
    if (this.#openUntil !== undefined) {
      if (this.#probing || this.now() < this.#openUntil) return this.#refusal(this.#openUntil)
      this.#probing = true
    }
    const round = this.#round
    const probe = this.#probing
    try {
      const outcome = await call()
      if (round === this.#round) this.#settle(outcome, probe)
      return outcome
    } finally {
      if (probe && round === this.#round) this.#probing = false
    }
  }

  get state(): BreakerState {
    if (this.#openUntil === undefined) return 'closed'
    return this.#probing ? 'probing' : 'open'
  }

  snapshot(): BreakerSnapshot {
    return {
      group: this.group,
      state: this.state,
      ...this.#totals(),
      openUntil: this.#openUntil,
      lastSuccessAt: this.#lastSuccessAt,
    }
  }

  /** Closes at once: the configuration changed, or staff resumed the channel. */
  reset() {
    this.#round += 1
    this.#openUntil = undefined
    this.#pause = FIRST_PAUSE_MS
    this.#probing = false
    this.#seconds = []
  }

  #settle(outcome: Outcome<unknown>, probe: boolean) {
    if (outcome.outcome === 'ok') this.#lastSuccessAt = this.now()
    if (outcome.outcome === 'auth') return this.#open(AUTH_PAUSE_MS)

    const failed = outcome.outcome === 'unavailable' || outcome.outcome === 'unknown'
    if (probe) {
      if (!failed) return this.reset()
      this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE_MS)
      return this.#open(this.#pause)
    }
    if (outcome.outcome === 'rejected') return

    this.#count(failed)
    const { calls, failures } = this.#totals()
    if (calls >= MIN_CALLS && failures >= calls * FAILING_SHARE) this.#open(this.#pause)
  }

  #open(pauseMs: number) {
    this.#round += 1
    this.#openUntil = this.now() + pauseMs
    this.#probing = false
    this.#seconds = []
  }

  #refusal(openUntil: number) {
    const retryAfterSeconds = Math.max(1, Math.ceil((openUntil - this.now()) / 1000))
    const message = `calls to ${this.group} are paused`
    return unavailable({ reason: 'breaker_open', code: 'BREAKER_OPEN', message, retryAfterSeconds })
  }

  #count(failed: boolean) {
    const second = Math.floor(this.now() / 1000)
    let bucket = this.#seconds.at(-1)
    if (bucket?.second !== second) this.#seconds.push((bucket = { second, calls: 0, failures: 0 }))
    bucket.calls += 1
    if (failed) bucket.failures += 1
  }

  #totals() {
    const oldest = (this.now() - WINDOW_MS) / 1000
    this.#seconds = this.#seconds.filter(({ second }) => second > oldest)
    const sum = (key: 'calls' | 'failures') => this.#seconds.reduce((n, s) => n + s[key], 0)
    return { calls: sum('calls'), failures: sum('failures') }
  }
}
