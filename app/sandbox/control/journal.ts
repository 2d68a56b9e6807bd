import { rfc3339 } from '#sandbox/time'
import type { SandboxClock } from '#sandbox/control/clock'

export type SystemName = 'wx' | 'pay'

export interface Check {
  name: string
  ok: boolean
  detail?: string
}

/** One request that came in, or one notification that went out. */
export interface Entry {
  seq: number
  /** Business time of the sandbox, RFC 3339. */
  at: string
  system: SystemName
  direction: 'in' | 'out'
  /** Which of the host names of the system was called: `pay` or `pay2`, `wx`. */
  host: string
  method: string
  /** Without the prefix of the stand-in and without the query. */
  path: string
  operation: string | null
  query: Record<string, string>
  request: unknown
  checks: Check[]
  /** `ok`, `refused`, `fault`, or the error code that was answered. */
  verdict: string
  /** The faults that took part, by id. */
  faults: number[]
  status: number | null
  response: unknown
  note: string | null
}

const KEPT = 5000
const HIDDEN = ['secret', 'access_token', 'session_key']

/** What was asked of the stand-ins and what they said, newest last; the last 5000 entries are kept. */
export class Journal {
  #entries: Entry[] = []
  #seq = 0
  #clock: SandboxClock

  constructor(clock: SandboxClock) {
    this.#clock = clock
  }

  open(
    about: Pick<Entry, 'system' | 'direction' | 'host' | 'method' | 'path'> &
      Partial<Omit<Entry, 'seq' | 'at'>>
  ): Entry {
    const entry: Entry = {
      seq: ++this.#seq,
      at: rfc3339(this.#clock.now()),
      operation: null,
      query: {},
      request: null,
      checks: [],
      verdict: 'open',
      faults: [],
      status: null,
      response: null,
      note: null,
      ...about,
    }
    this.#entries.push(entry)
    if (this.#entries.length > KEPT) this.#entries.shift()
    return entry
  }

  /** Entries of one system, or of all, after a number. */
  list(filter: { system?: string; since?: number }): Entry[] {
    return this.#entries.filter(
      (entry) =>
        (filter.system === undefined || entry.system === filter.system) &&
        entry.seq > (filter.since ?? 0)
    )
  }

  clear(): void {
    this.#entries = []
    this.#seq = 0
  }
}

/** A copy in which secrets are blanked: the journal is shown to people. */
export function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [
      name,
      HIDDEN.includes(name) ? '***' : withoutSecrets(inner),
    ])
  )
}
