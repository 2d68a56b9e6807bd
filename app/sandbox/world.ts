import { Faults } from '#sandbox/control/faults'
import { Ids } from '#sandbox/ids'
import { Journal } from '#sandbox/control/journal'
import { SandboxClock } from '#sandbox/control/clock'
import { Scheduler } from '#sandbox/control/scheduler'
import { Store } from '#sandbox/store'
import type { SandboxKeys } from '#sandbox/keys/key_store'
import type { Settings, State } from '#sandbox/state'

export interface WorldOptions {
  keys: SandboxKeys
  seed: string
  demoOpenid: string
  /** Takes the place of the origin of every notify_url, for shops that state a public https address. */
  notifyBase: string | null
  stateFile?: string
  settings?: Partial<Settings>
}

/** All that the stand-ins share. One world per started sandbox; nothing is global. */
export class World {
  readonly keys: SandboxKeys
  readonly demoOpenid: string
  readonly notifyBase: string | null
  readonly store: Store
  readonly clock: SandboxClock
  readonly ids: Ids
  readonly journal: Journal
  readonly faults: Faults
  readonly scheduler: Scheduler
  /** Nonces of requests seen, with the time until which a repeat is refused. */
  readonly nonces = new Map<string, number>()
  /** Notifications on their way at this moment, by id. */
  readonly inFlight = new Set<string>()
  readonly #closing = new AbortController()

  constructor(options: WorldOptions) {
    this.keys = options.keys
    this.demoOpenid = options.demoOpenid
    this.notifyBase = options.notifyBase
    this.store = new Store({ file: options.stateFile, settings: options.settings })
    this.clock = new SandboxClock(this.store)
    this.ids = new Ids(this.store, options.seed)
    this.journal = new Journal(this.clock)
    this.faults = new Faults(this.clock)
    this.scheduler = new Scheduler(this.clock)
  }

  get state(): State {
    return this.store.state
  }

  /** Aborts when the sandbox closes. */
  get closing(): AbortSignal {
    return this.#closing.signal
  }

  /** Back to the seed: no trades, no codes, no faults, an empty journal, the machine's time. */
  reset(): void {
    this.store.reset()
    this.journal.clear()
    this.faults.clear()
    this.nonces.clear()
    this.scheduler.arm()
  }

  async close(): Promise<void> {
    this.#closing.abort()
    await this.scheduler.stop()
    this.store.close()
  }
}
