import { test } from '@japa/runner'
import { Breaker } from '#integrations/breaker'
import {
  authRefused,
  ok,
  rejected,
  unavailable,
  unknown,
  type Outcome,
} from '#integrations/outcome'

const facts = { code: 'X', message: '' }
const fine: Outcome<number> = ok(1)
const no: Outcome<number> = rejected({ ...facts, verified: true })
const lost: Outcome<number> = unknown({ ...facts, reason: 'timeout' })
const away: Outcome<number> = unavailable({ ...facts, reason: 'connect' })
const refused: Outcome<number> = authRefused(facts)

function setUp() {
  const clock = { now: 1_000_000_000 }
  const breaker = new Breaker('pay-write', () => clock.now)
  let calls = 0
  const run = async (...outcomes: Outcome<number>[]) => {
    const results: Outcome<number>[] = []
    for (const outcome of outcomes)
      results.push(
        await breaker.guard(async () => {
          calls += 1
          return outcome
        })
      )
    return results.at(-1)!
  }
  const later = (seconds: number) => (clock.now += seconds * 1000)
  return { breaker, run, later, calls: () => calls }
}

const times = (count: number, outcome: Outcome<number>) =>
  Array.from({ length: count }, () => outcome)

test.group('Breaker', () => {
  test('nine failures of nine calls leave it closed, the tenth opens it', async ({ assert }) => {
    const { breaker, run, calls } = setUp()
    await run(...times(9, lost))
    assert.equal(breaker.state, 'closed')
    await run(away)
    assert.equal(breaker.state, 'open')
    assert.containSubset(await run(fine), {
      outcome: 'unavailable',
      reason: 'breaker_open',
      retryAfterSeconds: 30,
    })
    assert.equal(calls(), 10)
  })

  test('it opens at half of the calls and not below', async ({ assert }) => {
    const { breaker, run } = setUp()
    await run(...times(6, fine), ...times(5, lost))
    assert.equal(breaker.state, 'closed')
    await run(lost)
    assert.equal(breaker.state, 'open')
  })

  test('a no never counts, neither for nor against', async ({ assert }) => {
    const { breaker, run } = setUp()
    await run(...times(9, lost), ...times(50, no))
    assert.equal(breaker.state, 'closed')
    assert.containSubset(breaker.snapshot(), { calls: 9, failures: 9 })
    await run(lost)
    assert.equal(breaker.state, 'open')
  })

  test('failures older than a minute are forgotten', async ({ assert }) => {
    const { breaker, run, later } = setUp()
    await run(...times(9, lost))
    later(61)
    await run(lost)
    assert.containSubset(breaker.snapshot(), { state: 'closed', calls: 1, failures: 1 })
  })

  test('after 30 s one probe passes, and its success closes', async ({ assert }) => {
    const { breaker, run, later } = setUp()
    await run(...times(10, lost))
    later(29)
    assert.propertyVal(await run(fine), 'reason', 'breaker_open')
    later(1)
    assert.equal(await run(fine), fine)
    assert.containSubset(breaker.snapshot(), { state: 'closed', calls: 0, failures: 0 })
  })

  test('a no is a sign of life too', async ({ assert }) => {
    const { breaker, run, later } = setUp()
    await run(...times(10, lost))
    later(30)
    await run(no)
    assert.equal(breaker.state, 'closed')
  })

  test('while the probe is under way nobody else passes', async ({ assert }) => {
    const { breaker, run, later } = setUp()
    await run(...times(10, lost))
    later(30)
    const answer = Promise.withResolvers<Outcome<number>>()
    const probe = breaker.guard(() => answer.promise)
    assert.equal(breaker.state, 'probing')
    assert.propertyVal(await run(fine), 'reason', 'breaker_open')
    answer.resolve(fine)
    await probe
    assert.equal(breaker.state, 'closed')
  })

  test('each failed probe doubles the pause up to five minutes', async ({ assert }) => {
    const { run, later } = setUp()
    const pauses: unknown[] = []
    const pause = async () => {
      const refusal = await run(fine)
      return refusal.outcome === 'unavailable' ? refusal.retryAfterSeconds! : 0
    }
    await run(...times(10, lost))
    for (let i = 0; i < 6; i += 1) {
      const seconds = await pause()
      pauses.push(seconds)
      later(seconds)
      await run(lost)
    }
    assert.deepEqual(pauses, [30, 60, 120, 240, 300, 300])
  })

  test('a refused credential opens at once for ten minutes, or until it is reset', async ({
    assert,
  }) => {
    const { breaker, run, later } = setUp()
    await run(refused)
    assert.equal(breaker.state, 'open')
    later(599)
    assert.propertyVal(await run(fine), 'reason', 'breaker_open')
    breaker.reset()
    assert.equal(await run(fine), fine)
    await run(refused)
    later(600)
    assert.equal(await run(fine), fine)
  })

  test('an answer that comes after the breaker opened changes nothing', async ({ assert }) => {
    const { breaker, run } = setUp()
    const late = Promise.withResolvers<Outcome<number>>()
    const call = breaker.guard(() => late.promise)
    await run(...times(10, lost))
    late.resolve(fine)
    assert.equal(await call, fine)
    assert.equal(breaker.state, 'open')
  })

  test('failures of calls from before the pause do not count after it', async ({ assert }) => {
    const { breaker, run, later } = setUp()
    const late = Promise.withResolvers<Outcome<number>>()
    const calls = times(10, lost).map(() => breaker.guard(() => late.promise))
    await run(...times(10, lost))
    later(30)
    await run(fine)
    late.resolve(lost)
    await Promise.all(calls)
    assert.containSubset(breaker.snapshot(), { state: 'closed', calls: 0, failures: 0 })
  })

  test('a probe that breaks by a defect of ours makes room for the next', async ({ assert }) => {
    const { breaker, run, later } = setUp()
    await run(...times(10, lost))
    later(30)
    await assert.rejects(() => breaker.guard(() => Promise.reject(new RangeError('ours'))), 'ours')
    assert.equal(await run(fine), fine)
    assert.equal(breaker.state, 'closed')
  })
})
