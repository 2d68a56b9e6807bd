import { test } from '@japa/runner'
import { SharedToken } from '#shared/integration_tokens'
import { execute, row } from '#shared/rows'

const HOUR = 3_600_000

test.group('The token that all processes share', (group) => {
  group.each.setup(async () => {
    await execute(`delete from integration_token where system = 'test'`)
  })

  /** Two processes know nothing of each other but the database. */
  const process = () => new SharedToken('test', 'wx1')

  test('what one writes the other reads, and each write is a new generation', async ({
    assert,
  }) => {
    const [one, other] = [process(), process()]
    assert.isUndefined(await one.read())
    const usableUntil = Date.now() + HOUR
    assert.deepEqual(await one.write('first', usableUntil), {
      ...{ token: 'first', usableUntil, generation: 1 },
    })
    assert.deepEqual(await other.read(), { token: 'first', usableUntil, generation: 1 })
    await other.write('second', usableUntil)
    assert.containSubset(await one.read(), { token: 'second', generation: 2 })
    assert.isUndefined(await new SharedToken('test', 'wx2').read())
  })

  test('a token that cannot be decrypted counts as none', async ({ assert }) => {
    const one = process()
    await one.write('first', Date.now() + HOUR)
    await execute(`update integration_token set ciphertext = 'x' where system = 'test'`)
    assert.isUndefined(await one.read())
  })

  test('one works while the others wait, within a process and beside it', async ({ assert }) => {
    let inside = 0
    const seen: number[] = []
    const work = async () => {
      inside++
      await row(`select 1 as one`)
      seen.push(inside)
      inside--
      return 'done'
    }
    const [one, other] = [process(), process()]
    const done = await Promise.all([one, other, one, other].map((each) => each.exclusively(work)))
    assert.deepEqual(done, Array(4).fill('done'))
    assert.deepEqual(seen, [1, 1, 1, 1])
  })

  test('work that fails frees the lock', async ({ assert }) => {
    const one = process()
    await assert.rejects(() => one.exclusively(() => Promise.reject(new Error('no'))), 'no')
    assert.equal(await process().exclusively(async () => 'free'), 'free')
    assert.equal(await one.exclusively(async () => 'free'), 'free')
  })

  test('whoever waits longer than three seconds goes without', async ({ assert }) => {
    const [begun, end] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const held = process().exclusively(() => {
      begun.resolve()
      return end.promise
    })
    await begun.promise
    const other = process()
    assert.isUndefined(await other.exclusively(async () => 'too late'))
    end.resolve()
    await held
    assert.equal(await other.exclusively(async () => 'now'), 'now')
  })

  test('forced refreshes are 30 seconds apart and 20 a day', async ({ assert }) => {
    const one = process()
    assert.isFalse(await one.reserveForcedRefresh())
    await one.write('first', Date.now() + HOUR)
    assert.isTrue(await one.reserveForcedRefresh())
    assert.isFalse(await process().reserveForcedRefresh())

    const set = (ago: string, count: number) =>
      execute(
        `update integration_token set forced_at = now() - ?::interval, forced_count = ?
         where system = 'test'`,
        [ago, count]
      )
    await set('31 seconds', 20)
    const { today } = (await row<{ today: boolean }>(
      `select (forced_at at time zone 'Asia/Shanghai')::date
         = (now() at time zone 'Asia/Shanghai')::date as today
       from integration_token where system = 'test'`
    ))!
    assert.equal(await one.reserveForcedRefresh(), !today)
    await set('1 day', 20)
    assert.isTrue(await one.reserveForcedRefresh())
    const counted = await row(`select forced_count from integration_token where system = 'test'`)
    assert.deepEqual(counted, { forced_count: 1 })
  })
})
