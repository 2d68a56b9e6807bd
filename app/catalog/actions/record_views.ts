import app from '@adonisjs/core/services/app'
import logger from '@adonisjs/core/services/logger'
import { execute } from '#shared/rows'

/** Rows are locked in ascending id, like everywhere else, so that no two writers wait for each other. */
const ADD = `
  with seen as (select * from unnest(?::bigint[], ?::int[]) as s (id, views)),
  locked as (
    select p.id from products p join seen on seen.id = p.id order by p.id for no key update of p)
  update products p set view_count = p.view_count + seen.views
  from seen join locked on locked.id = seen.id where p.id = seen.id`

const AGAIN_AFTER_MS = 30 * 60_000
const WRITE_EVERY_MS = 3_000
const MAX_REMEMBERED = 200_000

/**
 * Counts views of products in memory and writes them in batches: a visitor counts once per product in
 * 30 minutes, per process. What is not written yet is lost when the process is killed without notice;
 * an orderly stop writes it. Rule: docs/rules/catalogue.md
 */
export class ViewCounter {
  #seenAt = new Map<string, number>()
  #waiting = new Map<number, number>()
  #timer: NodeJS.Timeout | undefined

  constructor(private readonly now: () => number = Date.now) {}

  /** `visitor` names a user or an address. */
  record(visitor: string, productId: number): void {
    const key = `${visitor} ${productId}`
    const last = this.#seenAt.get(key)
    if (last !== undefined && this.now() - last < AGAIN_AFTER_MS) return
    this.#seenAt.delete(key)
    this.#seenAt.set(key, this.now())
    this.#forget()
    this.#waiting.set(productId, (this.#waiting.get(productId) ?? 0) + 1)
    this.#timer ??= setTimeout(() => void this.#writeLogged(), WRITE_EVERY_MS).unref()
  }

  /** Writes what waits, in one statement. What could not be written waits for the next time. */
  async write(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const batch = this.#waiting
    if (batch.size === 0) return
    this.#waiting = new Map()
    try {
      await execute(ADD, [[...batch.keys()], [...batch.values()]])
    } catch (error) {
      for (const [id, views] of batch) this.#waiting.set(id, (this.#waiting.get(id) ?? 0) + views)
      throw error
    }
  }

  async #writeLogged(): Promise<void> {
    await this.write().catch((error: unknown) => {
      logger.error({ err: error }, 'product views could not be written')
    })
  }

  /** The oldest entries stand first; those whose time is over, or that are too many, go. */
  #forget(): void {
    for (const [key, at] of this.#seenAt) {
      if (this.#seenAt.size <= MAX_REMEMBERED && this.now() - at < AGAIN_AFTER_MS) return
      this.#seenAt.delete(key)
    }
  }
}

/** The counter of this process. */
export const productViews = new ViewCounter()
app.terminating(() => productViews.write())
