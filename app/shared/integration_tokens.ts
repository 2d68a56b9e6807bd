import { setTimeout as pause } from 'node:timers/promises'
import encryption from '@adonisjs/core/services/encryption'
import db from '@adonisjs/lucid/services/db'
import { execute, row } from '#shared/rows'

interface StoredToken {
  token: string
  /** epoch milliseconds */
  usableUntil: number
  generation: number
}

const LONGEST_WAIT_MS = 3000
const LOOK_MS = 50

/**
 * The access token of one outside system, shared by all processes in `integration_token` and encrypted
 * there. One process at a time fetches: it holds an advisory lock on a connection of its own, outside
 * any transaction. Rule: docs/rules/integrations.md
 */
export class SharedToken {
  #turn: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly system: string,
    private readonly subject: string
  ) {}

  /** Undefined when there is none, also when the key it was encrypted with is gone. */
  async read(): Promise<StoredToken | undefined> {
    const found = await row<{ ciphertext: string; usable_until: Date; generation: number }>(
      `select ciphertext, usable_until, generation from integration_token
       where system = ? and subject = ?`,
      [this.system, this.subject]
    )
    const token = found && encryption.decrypt<string>(found.ciphertext)
    if (!found || !token) return undefined
    const { usable_until: usableUntil, generation } = found
    return { token, usableUntil: usableUntil.getTime(), generation }
  }

  async write(token: string, usableUntil: number): Promise<StoredToken> {
    const stored = await row<{ generation: number }>(
      `insert into integration_token (system, subject, ciphertext, fetched_at, usable_until)
       values (?, ?, ?, now(), ?)
       on conflict (system, subject) do update set ciphertext = excluded.ciphertext,
         fetched_at = excluded.fetched_at, usable_until = excluded.usable_until,
         generation = integration_token.generation + 1
       returning generation`,
      [this.system, this.subject, encryption.encrypt(token), new Date(usableUntil)]
    )
    return { token, usableUntil, generation: stored?.generation ?? 1 }
  }

  /**
   * Undefined when another process held the lock for more than 3 s. Within this process callers queue
   * up, so that a burst never takes more than one connection out of the pool.
   */
  exclusively<T>(work: () => Promise<T>): Promise<T | undefined> {
    const turn = this.#turn.then(() => this.#underLock(work))
    // whoever waits next does not care how this one ended; the caller gets the failure
    this.#turn = turn.catch(() => undefined)
    return turn
  }

  async #underLock<T>(work: () => Promise<T>): Promise<T | undefined> {
    const knex = db.connection().getWriteClient()
    const connection = await knex.client.acquireConnection()
    const ask = async (call: 'pg_try_advisory_lock' | 'pg_advisory_unlock') => {
      const { rows } = await knex
        .raw(`select ${call}(hashtextextended(?, 0)) as done`, [this.#lockName])
        .connection(connection)
      return (rows as { done: boolean }[])[0].done
    }
    try {
      const last = Date.now() + LONGEST_WAIT_MS
      while (!(await ask('pg_try_advisory_lock'))) {
        if (Date.now() > last) return undefined
        await pause(LOOK_MS)
      }
      try {
        return await work()
      } finally {
        await ask('pg_advisory_unlock')
      }
    } finally {
      await knex.client.releaseConnection(connection)
    }
  }

  /** Counts a forced refresh: at most 20 a day of Shanghai, at least 30 s apart. False: not now. */
  async reserveForcedRefresh(): Promise<boolean> {
    const counted = await execute(
      `update integration_token t set forced_at = now(),
         forced_count = case when today.same then t.forced_count + 1 else 1 end
       from (
         select id, coalesce((forced_at at time zone 'Asia/Shanghai')::date
           = (now() at time zone 'Asia/Shanghai')::date, false) as same
         from integration_token where system = ? and subject = ?
       ) today
       where t.id = today.id and (t.forced_at is null or t.forced_at <= now() - interval '30 seconds')
         and (not today.same or t.forced_count < 20)`,
      [this.system, this.subject]
    )
    return counted === 1
  }

  get #lockName(): string {
    return `integration_token:${this.system}:${this.subject}`
  }
}
