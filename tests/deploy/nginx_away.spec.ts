import { test } from '@japa/runner'
import { startNginx } from './support/nginx.js'
import { ask, statusOf, textOf } from './support/nginx_client.js'
import { startUpstream } from './support/nginx_upstream.js'
import { freePort } from '#tests/helpers/processes'

const SENTENCE = '服务正在重启，请稍后再试'
const REPEATED = Array.from({ length: 20 }, (_, number) => number)

test.group('nginx | backends that are away', () => {
  test('with none, the API, the console and the health check say so, each in its own way', async ({
    assert,
    cleanup,
  }) => {
    const nginx = await startNginx({ backends: [await freePort(), await freePort()] })
    cleanup(nginx.stop)
    for (const path of ['/api/catalog/products/', '/healthz', '/api/live/events']) {
      const api = await ask(nginx.port, path, { method: 'POST', body: '{}' })
      assert.deepEqual([api.status, api.headers['retry-after']], [502, '5'])
      assert.equal(api.headers['content-type'], 'application/json; charset=utf-8')
      assert.deepEqual(JSON.parse(api.text), {
        ...{ success: false, code: 502, message: SENTENCE, detail: SENTENCE },
        ...{ error_code: 'INTERNAL_ERROR', retry_after: 5 },
      })
    }
    for (const path of ['/merchant/login', '/merchant/live/events', '/static/missing.js']) {
      const page = await ask(nginx.port, path, { method: 'GET' })
      assert.deepEqual([page.status, page.headers['retry-after']], [502, '5'])
      assert.include(page.text, `<h1>${SENTENCE}</h1>`)
      assert.equal(page.headers['cache-control'], 'no-store')
      assert.equal(page.headers['x-frame-options'], 'DENY')
      assert.equal(decodeURIComponent(String(page.headers['x-message'])), SENTENCE)
    }
    assert.equal(await statusOf(ask(nginx.port, '/health')), 200)
  })

  test('one that comes back is used at once', async ({ assert, cleanup }) => {
    const port = await freePort()
    const nginx = await startNginx({ backends: [port, await freePort()] })
    cleanup(nginx.stop)
    for (const number of REPEATED)
      assert.equal(await statusOf(ask(nginx.port, `/api/${number}`)), 502)
    const backend = await startUpstream((_, response) => response.end('back'), port)
    cleanup(backend.close)
    assert.equal(await textOf(ask(nginx.port, '/api/again')), 'back')
  })

  test('while one of two is away, reads and writes are answered by the other', async ({
    assert,
    cleanup,
  }) => {
    const backend = await startUpstream((_, response) => response.end('here'))
    cleanup(backend.close)
    const nginx = await startNginx({ backends: [await freePort(), backend.port] })
    cleanup(nginx.stop)
    for (const number of REPEATED)
      for (const method of ['GET', 'POST']) {
        const answer = await ask(nginx.port, `/api/${number}`, { method, body: '' })
        assert.deepEqual([answer.status, answer.text], [200, 'here'])
      }
  })

  test('a write that was sent is never sent again, a read is', async ({ assert, cleanup }) => {
    const seen: string[] = []
    const [first, second] = await Promise.all(
      ['first', 'second'].map(() =>
        startUpstream((request) => {
          seen.push(request.method ?? '')
          request.socket.destroy()
        })
      )
    )
    cleanup(first.close)
    cleanup(second.close)
    const nginx = await startNginx({ backends: [first.port, second.port] })
    cleanup(nginx.stop)
    const write = await ask(nginx.port, '/api/orders/', { method: 'POST', body: '{}' })
    assert.deepEqual([write.status, seen], [502, ['POST']])
    await ask(nginx.port, '/api/orders/')
    assert.deepEqual(seen, ['POST', 'GET', 'GET'])
  })
})
