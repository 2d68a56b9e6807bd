import type { Store } from '#sandbox/store'

/**
 * Two times, both in epoch milliseconds.
 * `now()` is business time: deadlines, schedules, expiry of codes and tokens. Tests shift and freeze it.
 * `wireNow()` is the time of signatures and `Date` headers. It stays with the machine, because the shop
 * on the other side does; `wire: 'follow'` ties it to business time for runs that shift the shop as well.
 */
export class SandboxClock {
  #store: Store

  constructor(store: Store) {
    this.#store = store
  }

  now(): number {
    const { offset, frozen_at: frozenAt } = this.#store.state.clock
    return frozenAt ?? Date.now() + offset
  }

  wireNow(): number {
    return this.#store.state.clock.wire === 'follow' ? this.now() : Date.now()
  }

  /** Sets business time; a frozen clock stays frozen at the new moment. */
  set(moment: number): void {
    const clock = this.#store.state.clock
    clock.offset = moment - Date.now()
    if (clock.frozen_at !== null) clock.frozen_at = moment
    this.#store.touch()
  }

  freeze(frozen: boolean): void {
    const moment = this.now()
    this.#store.state.clock.frozen_at = frozen ? moment : null
    this.set(moment)
  }

  tieWire(wire: 'real' | 'follow'): void {
    this.#store.state.clock.wire = wire
    this.#store.touch()
  }
}
