import { parseFaultRule, type FaultRule, type Stage } from '#sandbox/control/fault_rules'
import type { SandboxClock } from '#sandbox/control/clock'
import type { SystemName } from '#sandbox/control/journal'

/** What a rule is held against. */
export interface Probe {
  system: SystemName
  host?: string
  method?: string
  path?: string
  kind: 'answer' | 'notification'
  event_type?: string
}

/** The faults that tests and demos have ordered, in the order in which they were given. */
export class Faults {
  #rules: FaultRule[] = []
  #lastId = 0
  #clock: SandboxClock
  #rateWindows = new Map<number, { second: number; count: number }>()

  constructor(clock: SandboxClock) {
    this.#clock = clock
  }

  add(input: unknown): FaultRule {
    const rule = parseFaultRule(input, this.#lastId + 1)
    this.#lastId = rule.id
    this.#rules.push(rule)
    return rule
  }

  list(): FaultRule[] {
    return this.#rules
  }

  /** Clears one rule, or all; answers how many went. */
  clear(id?: number): number {
    const before = this.#rules.length
    this.#rules = id === undefined ? [] : this.#rules.filter((rule) => rule.id !== id)
    return before - this.#rules.length
  }

  /** Whether a rule closes a whole host, so that its own port must refuse connections. */
  closes(system: SystemName, host: string): boolean {
    return this.#rules.some(
      (rule) =>
        rule.action.refuse === true &&
        rule.system === system &&
        rule.times === null &&
        rule.match.path === undefined &&
        rule.match.method === undefined &&
        (rule.match.host ?? host) === host
    )
  }

  /** The first rule of the stage that matches and is not used up; using it counts, and its id is noted. */
  take(stage: Stage, probe: Probe, noted: { faults: number[] }): FaultRule | null {
    for (const rule of this.#rules) {
      if (rule.stage !== stage || rule.times === 0 || !matches(rule, probe)) continue
      if (rule.skip > 0) {
        rule.skip--
        continue
      }
      if (rule.action.rate !== undefined && this.#withinRate(rule, rule.action.rate.per_second)) {
        continue
      }
      if (rule.times !== null) rule.times--
      noted.faults.push(rule.id)
      return rule
    }
    return null
  }

  #withinRate(rule: FaultRule, perSecond: number): boolean {
    const second = Math.floor(this.#clock.now() / 1000)
    const window = this.#rateWindows.get(rule.id)
    const count = window?.second === second ? window.count + 1 : 1
    this.#rateWindows.set(rule.id, { second, count })
    return count <= perSecond
  }
}

function matches(rule: FaultRule, probe: Probe): boolean {
  const { method, path, host, kind, event_type: eventType } = rule.match
  return (
    rule.system === probe.system &&
    (method === undefined || method.toUpperCase() === probe.method) &&
    (path === undefined || samePath(path, probe.path)) &&
    (host === undefined || host === probe.host) &&
    (kind === undefined || kind === probe.kind) &&
    (eventType === undefined || eventType === probe.event_type)
  )
}

function samePath(pattern: string, path: string | undefined): boolean {
  if (path === undefined) return false
  return pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern
}
