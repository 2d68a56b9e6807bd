import { test } from '@japa/runner'
import { RateLimiter } from '#integrations/rate_limiter'

test('the limiter lets five pass within a second and the sixth after it', ({ assert }) => {
  let now = 0
  const limiter = new RateLimiter(() => now)
  const first = Array.from({ length: 6 }, () => limiter.take(5))
  assert.deepEqual(first, [true, true, true, true, true, false])
  now = 999
  assert.isFalse(limiter.take(5))
  now = 1000
  assert.isTrue(limiter.take(5))
})
