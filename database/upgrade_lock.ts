import pg from 'pg'
import { connectionFor, pause } from '#database/reach'

/** Any number that no other lock of this database uses. */
const KEY = 7_326_410
const LOOK_AGAIN_MS = 250

/**
 * Runs `work` while no other process upgrades this database: migrations and queues. Waits for as long as
 * another one does, saying so once. The lock belongs to a connection of its own, so it ends with the
 * process, however that ends. Rule: docs/rules/migrations.md
 *
 * @throws Error of the connection when the lock was lost in the middle
 */
export async function underUpgradeLock<T>(
  work: () => Promise<T>,
  say: (line: string) => void = () => {}
): Promise<T> {
  const client = new pg.Client(connectionFor('upgrade-lock'))
  let lost: Error | undefined
  client.on('error', (error) => (lost = error))
  await client.connect()
  try {
    await taken(client, say)
    const result = await work()
    if (lost) throw lost
    return result
  } finally {
    await client.end()
  }
}

/**
 * Asks again and again: a statement that waits inside PostgreSQL would hold a snapshot, and `create
 * index concurrently` of the process that has the lock would wait for it in turn.
 */
async function taken(client: pg.Client, say: (line: string) => void): Promise<void> {
  for (let told = false; ; told = true) {
    const { rows } = await client.query('select pg_try_advisory_lock($1) as mine', [KEY])
    if (rows[0].mine) return
    if (!told) say('另一个进程正在升级数据库，等待中')
    await pause(LOOK_AGAIN_MS)
  }
}
