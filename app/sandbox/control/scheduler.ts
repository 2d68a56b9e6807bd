import type { SandboxClock } from '#sandbox/control/clock'

/** Something that happens by itself at a moment of the sandbox clock. */
export interface Due {
  at: number
  run: () => Promise<void>
}

/** Gives the earliest thing that waits, or null; `run` must take it out of the queue or move it on. */
export type DueSource = () => Due | null

const LONGEST_TIMER_MS = 60_000

/**
 * Runs what is due, one after another and in order of time, both when real time passes and when a
 * test moves the clock: `advanceTo` stops at every due moment on its way and returns when all has run.
 */
export class Scheduler {
  #clock: SandboxClock
  #sources: DueSource[] = []
  #timer: NodeJS.Timeout | null = null
  #turn: Promise<unknown> = Promise.resolve()
  #stopped = false

  constructor(clock: SandboxClock) {
    this.#clock = clock
  }

  add(source: DueSource): void {
    this.#sources.push(source)
  }

  /** Says that something new may be waiting. */
  arm(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    const next = this.#next()
    if (next === null || this.#stopped) return
    const wait = Math.min(Math.max(next.at - this.#clock.now(), 0), LONGEST_TIMER_MS)
    this.#timer = setTimeout(() => void this.#inTurn(() => this.#runUntil(null)), wait)
    this.#timer.unref()
  }

  /** Moves the clock forward to a moment and runs what becomes due; answers how many things ran. */
  advanceTo(moment: number): Promise<number> {
    return this.#inTurn(() => this.#runUntil(moment))
  }

  /** Ends all timers and waits for what is running. */
  async stop(): Promise<void> {
    this.#stopped = true
    this.arm()
    await this.#turn
  }

  async #runUntil(moment: number | null): Promise<number> {
    let ran = 0
    for (;;) {
      const next = this.#next()
      if (this.#stopped || next === null || next.at > (moment ?? this.#clock.now())) break
      if (moment !== null && next.at > this.#clock.now()) this.#clock.set(next.at)
      await next.run()
      ran++
    }
    if (moment !== null && moment > this.#clock.now()) this.#clock.set(moment)
    this.arm()
    return ran
  }

  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(task)
    this.#turn = result.catch(() => undefined)
    return result
  }

  #next(): Due | null {
    let earliest: Due | null = null
    for (const source of this.#sources) {
      const due = source()
      if (due !== null && (earliest === null || due.at < earliest.at)) earliest = due
    }
    return earliest
  }
}
