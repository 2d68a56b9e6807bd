import { setTimeout as pause } from 'node:timers/promises'
import { Breaker, type BreakerSnapshot } from './breaker.js'
import { HttpClient } from './http_client.js'
import { Redactor } from './redact.js'
import type { Outcome } from './outcome.js'

export interface RuntimeOptions {
  /** Version of the shop, for the User-Agent. */
  version: string
  /** Key of the hashes that stand for openids in the logs. */
  hashKey: string | Buffer
  /** Receives one line, already redacted, for every exchange. */
  log: (line: object) => void
  /** Epoch milliseconds. */
  now?: () => number
  sleep?: (ms: number) => Promise<unknown>
}

export interface CallFacts {
  system: string
  operation: string
  /** Breaker group, e.g. `pay-read`. */
  group: string
  attempt?: number
  /** Our own number of what the call is about. */
  aggregate?: string
}

/** What all clients of outside systems share within one process. Rule: docs/rules/integrations.md */
export class Runtime {
  readonly redactor: Redactor
  readonly now: () => number
  readonly sleep: (ms: number) => Promise<unknown>
  readonly #options: RuntimeOptions
  readonly #breakers = new Map<string, Breaker>()

  constructor(options: RuntimeOptions) {
    this.#options = options
    this.redactor = new Redactor(options.hashKey)
    this.now = options.now ?? Date.now
    this.sleep = options.sleep ?? pause
  }

  /** One connection pool; every client of a system makes its own. */
  createHttpClient(): HttpClient {
    return new HttpClient({ userAgent: `electric-mall/${this.#options.version}` })
  }

  breaker(group: string): Breaker {
    const known = this.#breakers.get(group)
    if (known) return known
    const breaker = new Breaker(group, this.now)
    this.#breakers.set(group, breaker)
    return breaker
  }

  breakerSnapshots(): BreakerSnapshot[] {
    return [...this.#breakers.values()].map((breaker) => breaker.snapshot())
  }

  /** Runs one exchange behind the breaker of its group and logs one line about it, without bodies. */
  async observe<T>(facts: CallFacts, exchange: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
    const breaker = this.breaker(facts.group)
    const started = this.now()
    const outcome = await breaker.guard(exchange)
    const failure = outcome.outcome === 'ok' ? undefined : outcome
    this.#options.log({
      event: 'integration_call',
      system: facts.system,
      operation: facts.operation,
      aggregate: facts.aggregate,
      attempt: facts.attempt ?? 1,
      outcome: outcome.outcome,
      reason: failure && 'reason' in failure ? failure.reason : undefined,
      http_status: outcome.trace?.httpStatus,
      vendor_code: outcome.trace?.vendorCode ?? failure?.code,
      vendor_request_id: outcome.trace?.requestId,
      vendor_message: failure && this.redactor.text(failure.message),
      duration_ms: this.now() - started,
      breaker: breaker.state,
    })
    return outcome
  }
}
