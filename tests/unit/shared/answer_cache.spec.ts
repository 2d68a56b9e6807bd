import { test } from '@japa/runner'
import { AnswerCache } from '#shared/answer_cache'

/** Makes answers that tell how often they were made. */
function maker(tags: string[]) {
  let made = 0
  return {
    make: async () => ({ body: { made: (made += 1) }, tags }),
    times: () => made,
  }
}

/** A making that ends when the test says so. */
function slowMaker(tags: string[]) {
  const { promise, resolve } = Promise.withResolvers<void>()
  const inner = maker(tags)
  return {
    ...inner,
    finish: resolve,
    make: async () => {
      const answer = await inner.make()
      await promise
      return answer
    },
  }
}

function openCache(): AnswerCache {
  const cache = new AnswerCache()
  cache.open()
  return cache
}

test.group('Answers in memory', () => {
  test('an answer is made once and sent again byte for byte', async ({ assert }) => {
    const cache = openCache()
    const { make, times } = maker(['brands'])
    const first = await cache.get('key', make)
    const second = await cache.get('key', make)
    assert.equal(times(), 1)
    assert.strictEqual(second.body, first.body)
    assert.match(first.etag, /^"[\w-]{27}"$/)
  })

  test('callers at one moment share the making', async ({ assert }) => {
    const cache = openCache()
    const slow = slowMaker([])
    const both = [cache.get('key', slow.make), cache.get('key', slow.make)]
    slow.finish()
    const [first, second] = await Promise.all(both)
    assert.strictEqual(first.body, second.body)
    assert.equal(slow.times(), 1)
  })

  test('an answer is forgotten with one of its tags, and with no other', async ({ assert }) => {
    const cache = openCache()
    const { make, times } = maker(['products', 'product:7'])
    await cache.get('key', make)
    cache.forget('product:8')
    await cache.get('key', make)
    assert.equal(times(), 1)
    cache.forget('product:7')
    await cache.get('key', make)
    assert.equal(times(), 2)
  })

  test('a change that arrives while an answer is made keeps it out', async ({ assert }) => {
    const cache = openCache()
    const slow = slowMaker(['product:7'])
    const old = cache.get('key', slow.make)
    cache.forget('product:7')
    slow.finish()
    await old
    await cache.get('key', slow.make)
    assert.equal(slow.times(), 2)
  })

  test('who comes after a change never shares a making that began before it', async ({
    assert,
  }) => {
    const cache = openCache()
    const slow = slowMaker(['product:7'])
    const old = cache.get('key', slow.make)
    cache.forget('product:7')
    const fresh = cache.get('key', slow.make)
    slow.finish()
    const [first, second] = await Promise.all([old, fresh])
    assert.notEqual(String(first.body), String(second.body))
  })

  test('more changes than are remembered keep everything in the making out', async ({ assert }) => {
    const cache = openCache()
    const slow = slowMaker(['product:7'])
    const old = cache.get('key', slow.make)
    cache.forget('product:7')
    for (let id = 100; id < 6_000; id++) cache.forget(`product:${id}`)
    slow.finish()
    await old
    await cache.get('key', slow.make)
    assert.equal(slow.times(), 2)
  })

  test('nothing is kept while changes cannot be heard', async ({ assert }) => {
    const cache = new AnswerCache()
    const { make, times } = maker([])
    await cache.get('key', make)
    await cache.get('key', make)
    assert.equal(times(), 2)
    cache.open()
    await cache.get('key', make)
    cache.close()
    await cache.get('key', make)
    assert.equal(times(), 4)
    const slow = slowMaker([])
    cache.open()
    const old = cache.get('slow', slow.make)
    cache.close()
    cache.open()
    slow.finish()
    await old
    await cache.get('slow', slow.make)
    assert.equal(slow.times(), 2)
  })

  test('a making that fails is not kept', async ({ assert }) => {
    const cache = openCache()
    await assert.rejects(async () => {
      await cache.get('key', () => Promise.reject(new Error('no database')))
    }, 'no database')
    const { make } = maker([])
    const { body } = await cache.get('key', make)
    assert.equal(String(body), '{"made":1}')
  })

  test('without a key an answer is made for its caller alone', async ({ assert }) => {
    const cache = openCache()
    const { make, times } = maker([])
    await cache.get(null, make)
    await cache.get(null, make)
    assert.equal(times(), 2)
  })
})
