import { test } from '@japa/runner'
import { errors } from '@adonisjs/limiter'
import limiter from '@adonisjs/limiter/services/main'
import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import { assertPaymentAllowed, assertStartAllowed, countRequest } from '#customers/limits'
import ApiRateMiddleware from '#middleware/api_rate_middleware'
import { DomainError } from '#shared/domain_error'
import { countAgainst } from '#shared/limits'
import settings from '#start/env'
import { signedInShopper } from '#tests/helpers/shoppers'

/** How many of `tries` calls, one after the other, were let through. */
async function passes(tries: number, call: () => Promise<void>): Promise<number> {
  let passed = 0
  for (let i = 0; i < tries; i++)
    try {
      await call()
      passed++
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'RATE_LIMIT_EXCEEDED') throw error
    }
  return passed
}

test.group('Limits of the API', (group) => {
  group.each.setup(() => limiter.clear())
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('{name}: {allowed} a minute')
    .with([
      { name: 'visitors', allowed: 20, method: 'POST', path: '/api/token/refresh', userId: null },
      {
        name: 'visitors outside the catalogue',
        allowed: 20,
        method: 'GET',
        path: '/api/orders',
        userId: null,
      },
      {
        name: 'visitors reading the catalogue',
        allowed: 120,
        method: 'GET',
        path: '/api/catalog/brands',
        userId: null,
      },
      {
        name: 'signed-in people',
        allowed: 100,
        method: 'PATCH',
        path: '/api/user/profile',
        userId: 7,
      },
      {
        name: 'signed-in people reading',
        allowed: 300,
        method: 'GET',
        path: '/api/support/chat',
        userId: 7,
      },
    ])
    .run(async ({ assert }, { allowed, name: _, ...request }) => {
      const call = () => countRequest({ ...request, ip: '203.0.113.7' })
      assert.equal(await passes(allowed + 5, call), allowed)
    })

  test('people behind one address do not count for each other once signed in', async ({
    assert,
  }) => {
    const from = { method: 'POST', path: '/api/cart', ip: '203.0.113.7' }
    assert.equal(await passes(100, () => countRequest({ ...from, userId: 1 })), 100)
    assert.equal(await passes(1, () => countRequest({ ...from, userId: 2 })), 1)
    assert.equal(await passes(1, () => countRequest({ ...from, userId: null })), 1)
  })

  test('in production a request counts for the token’s owner, or as a visitor when it is refused', async ({
    assert,
    cleanup,
  }) => {
    const { headers } = await signedInShopper()
    const counted = async (authorization: string) => {
      const ctx = await testUtils.createHttpContext()
      ctx.request.request.method = 'POST'
      ctx.request.request.headers.authorization = authorization
      Object.defineProperty(ctx.request.request.socket, 'remoteAddress', { value: '203.0.113.8' })
      await new ApiRateMiddleware().handle(ctx, async () => {})
    }
    assert.equal(await passes(30, () => counted('Bearer null')), 30)

    cleanup(() => {
      settings.production = false
    })
    settings.production = true
    assert.equal(await passes(30, () => counted('Bearer null')), 20)
    assert.equal(await passes(30, () => counted(headers.authorization)), 30)
  })

  test('payments: ten a minute per person, one start in five seconds, three per device and address in ten', async ({
    assert,
  }) => {
    assert.equal(await passes(12, () => assertPaymentAllowed(1)), 10)
    assert.equal(await passes(3, () => assertStartAllowed({ userId: 1, ip: '203.0.113.1' })), 1)

    let userId = 100
    const fromAddress = () => assertStartAllowed({ userId: userId++, ip: '203.0.113.2' })
    assert.equal(await passes(5, fromAddress), 3)
    const fromDevice = () =>
      assertStartAllowed({
        userId: userId++,
        ip: `198.51.100.${userId % 200}`,
        deviceId: 'd'.repeat(5000),
      })
    assert.equal(await passes(5, fromDevice), 3)
  })

  test('a refusal says how long to wait', async ({ assert }) => {
    const limit = { name: 'test-wait', requests: 1, seconds: 30 }
    await countAgainst(limit, 'a')
    const refused = await countAgainst(limit, 'a').catch((error: unknown) => error)
    assert.instanceOf(refused, DomainError)
    const { status, options } = refused as DomainError
    assert.equal(status, 429)
    assert.isTrue(options.retryAfter! >= 1 && options.retryAfter! <= 30)
  })

  test('RATE_LIMITS=off switches all of them off', async ({ assert, cleanup }) => {
    cleanup(() => {
      settings.rateLimits = true
    })
    settings.rateLimits = false
    assert.equal(await passes(15, () => assertPaymentAllowed(1)), 15)
    assert.equal(await passes(5, () => assertStartAllowed({ userId: 1, ip: '203.0.113.1' })), 5)
  })
})

test.group('Limits kept in the database', (group) => {
  group.each.setup(async () => {
    await db.from('rate_limits').delete()
  })

  test('a hundred requests at once through two processes: exactly the limit passes, nothing else breaks', async ({
    assert,
  }) => {
    /** Two instances do not share memory, as two processes do not. */
    const processes = [120, 121].map((block) =>
      limiter.use('database', { requests: 10, duration: 60, inMemoryBlockOnConsumed: block })
    )
    const outcomes = await Promise.all(
      Array.from({ length: 100 }, (_, i) =>
        processes[i % 2].consume('race').then(
          () => 'passed',
          (error: unknown) =>
            error instanceof errors.E_TOO_MANY_REQUESTS ? 'refused' : String(error)
        )
      )
    )
    assert.lengthOf(
      outcomes.filter((outcome) => outcome === 'passed'),
      10
    )
    assert.lengthOf(
      outcomes.filter((outcome) => outcome === 'refused'),
      90
    )
  })

  test('a key is refused from memory once its limit is exceeded', async ({ assert }) => {
    const counter = limiter.use('database', {
      requests: 2,
      duration: 60,
      inMemoryBlockOnConsumed: 3,
    })
    for (let i = 0; i < 8; i++) await counter.consume('flood').catch(() => {})
    const { points } = await db.from('rate_limits').whereLike('key', '%flood').firstOrFail()
    assert.equal(points, 3)
  })
})
