import { test } from '@japa/runner'
import type { WipData } from 'pg-boss'
import { requireTaking } from '#operations/worker_health'
import settings from '#start/env'

const NOW = Date.UTC(2026, 2, 5)
const LONG_AGO = NOW - 10 * settings.queue.heartbeatSeconds * 1000

/** Workers of queues, as pg-boss tells of them. */
const looking = (...takers: Partial<WipData>[]) => ({
  getWipData: () =>
    takers.map((taker) => ({
      ...{ name: 'payments.close', count: 0, createdOn: LONG_AGO, lastFetchedOn: null },
      ...taker,
    })) as WipData[],
})

test.group('A worker that takes jobs', () => {
  test('has looked at each queue lately, runs one of its jobs, or has just begun', ({ assert }) => {
    assert.doesNotThrow(() =>
      requireTaking(
        looking(
          { lastFetchedOn: NOW - settings.queue.heartbeatSeconds * 1000 },
          { lastFetchedOn: LONG_AGO, count: 1 },
          { createdOn: NOW - 1000 }
        ),
        NOW
      )
    )
  })

  test('is none when a single queue was left alone', ({ assert }) => {
    const good = { lastFetchedOn: NOW }
    assert.throws(() => requireTaking(looking(good, { lastFetchedOn: LONG_AGO }), NOW))
    assert.throws(() => requireTaking(looking(good, {}), NOW))
  })

  test('is none when it looks at nothing, as after its end', ({ assert }) => {
    assert.throws(() => requireTaking(looking(), NOW))
  })
})
