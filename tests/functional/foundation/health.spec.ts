import { test } from '@japa/runner'
import { startProcess } from '#tests/helpers/processes'
import { raw } from './raw_request.js'

test.group('Health', () => {
  test('a healthy shop says so of every part, with times and in UTC', async ({ assert }) => {
    const answer = await raw('GET', '/healthz')
    assert.equal(answer.status, 200)
    assert.equal(answer.headers['content-type'], 'application/json; charset=utf-8')
    assert.equal(answer.headers['cache-control'], 'no-store')
    const { data, ...rest } = answer.json()
    assert.deepEqual(rest, { success: true, code: 200, message: 'ok' })
    assert.equal(data.status, 'healthy')
    assert.match(data.timestamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    assert.sameMembers(Object.keys(data.services), ['database', 'cache', 'queue', 'disk', 'memory'])
    for (const part of Object.values<Record<string, unknown>>(data.services)) {
      assert.equal(part.status, 'healthy')
      assert.isNumber(part.response_time_ms)
    }
  })

  test('it is asked as often as one likes', async ({ assert }) => {
    const answers = await Promise.all(Array.from({ length: 60 }, () => raw('GET', '/healthz')))
    assert.deepEqual(
      answers.map(({ status }) => status),
      Array.from({ length: 60 }, () => 200)
    )
  })

  test('without a database it is 503 within three seconds and names no cause', async ({
    assert,
    cleanup,
  }) => {
    const web = await startProcess('web', { POSTGRES_PORT: '1', POSTGRES_PASSWORD: 'never-shown' })
    cleanup(() => web.kill('SIGTERM'))
    const answer = await Promise.race([
      raw('GET', '/healthz', { port: web.port }),
      new Promise<never>((_, reject) => {
        AbortSignal.timeout(3000).onabort = () => reject(new Error('no answer in three seconds'))
      }),
    ])
    assert.equal(answer.status, 503)
    const { success, code, data } = answer.json()
    assert.deepEqual(
      { success, code, status: data.status },
      {
        success: false,
        code: 503,
        status: 'unhealthy',
      }
    )
    assert.deepEqual(data.services.database, { status: 'unhealthy' })
    assert.equal(data.services.memory.status, 'healthy')
    for (const inside of ['ECONN', 'never-shown', 'Error', '127.0.0.1'])
      assert.notInclude(answer.text, inside)
    /** Everything else stays an ordinary refusal. */
    const list = await raw('GET', '/api/catalog/brands/', { port: web.port })
    assert.equal(list.status, 500)
    assert.equal(list.json().error_code, 'INTERNAL_ERROR')
  })
})
