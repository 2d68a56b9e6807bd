import router from '@adonisjs/core/services/router'
import { test } from '@japa/runner'
import { startProcess } from '#tests/helpers/processes'
import { signedInShopper } from '#tests/helpers/shoppers'
import { headerOf, jsonOf, postJson, raw, statusOf } from './raw_request.js'
import { withSettings } from './settings.js'

/** Routes of these tests alone: which method arrived, and what the shop thinks of the connection. */
const SEEN = '/api/_transport/seen/'
for (const method of ['get', 'post', 'patch', 'delete'] as const)
  router[method](SEEN.slice(0, -1), ({ request, response }) =>
    response.send({ method: request.method(), ip: request.ip(), secure: request.secure() })
  )

const UUID = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/

test.group('Requests and answers', () => {
  test('every answer carries the id of its request', async ({ assert }) => {
    const own = await raw('GET', SEEN)
    assert.match(String(own.headers['x-request-id']), UUID)
    const given = await raw('GET', SEEN, { headers: { 'x-request-id': 'nginx-1.a_B' } })
    assert.equal(given.headers['x-request-id'], 'nginx-1.a_B')
    const unknown = await raw('GET', '/api/nothing', { headers: { 'x-request-id': 'abc' } })
    assert.equal(unknown.headers['x-request-id'], 'abc')
  })

  test('an id that is no plain word is replaced: {id}')
    .with(['x'.repeat(65), 'a b', '<script>', 'a"b', 'ä'].map((id) => ({ id })))
    .run(async ({ assert }, { id }) => {
      const answer = await raw('GET', SEEN, {
        headers: { 'x-request-id': Buffer.from(id).toString('latin1') },
      })
      assert.match(String(answer.headers['x-request-id']), UUID)
    })

  test('with and without the slash at the end the same handler answers, nothing is redirected', async ({
    assert,
  }) => {
    const { headers } = await signedInShopper()
    for (const path of ['/api/addresses', '/api/addresses/', '/api/addresses/?a=1'])
      assert.deepEqual(await jsonOf(raw('GET', path, { headers })), [])
    for (const path of ['/api/login', '/api/login/'])
      assert.equal(await statusOf(postJson(path, '{}')), 400)
  })

  test('HEAD is GET without the body', async ({ assert }) => {
    const { status, headers, text } = await raw('HEAD', '/api/catalog/brands/')
    assert.equal(status, 200)
    assert.equal(headers['content-type'], 'application/json; charset=utf-8')
    assert.equal(text, '')
  })

  test('a method that the runtime cannot send may be named in a header', async ({ assert }) => {
    const post = (override: string) => postJson(SEEN, '{}', { 'x-http-method-override': override })
    assert.containSubset(await jsonOf(post('PATCH')), { method: 'PATCH' })
    assert.containSubset(await jsonOf(post('delete')), { method: 'DELETE' })
    for (const other of ['GET', 'TRACE', 'CONNECT', 'x'])
      assert.containSubset(await jsonOf(post(other)), { method: 'POST' })
    const get = await raw('GET', SEEN, { headers: { 'x-http-method-override': 'DELETE' } })
    assert.equal(get.json().method, 'GET')
  })

  test('a method is named in the header and nowhere else, and what is no method does no harm', async ({
    assert,
  }) => {
    for (const query of ['_method=DELETE', '_method[]=DELETE', '_method[a]=b', '_method='])
      assert.containSubset(await jsonOf(postJson(`${SEEN}?${query}`, '{}')), { method: 'POST' })
    const refresh = (body: string) => statusOf(postJson('/api/token/refresh/', body))
    for (const method of ['"DELETE"', '5', '[]', '{}', 'null'])
      assert.equal(await refresh(`{"_method":${method}}`), 400)
  })

  test('what answers a token is for its holder alone, and no answer may be sniffed', async ({
    assert,
  }) => {
    const { headers } = await signedInShopper()
    const mine = await raw('GET', '/api/user/profile/', { headers })
    assert.equal(mine.headers['cache-control'], 'no-store')
    const gone = await postJson('/api/addresses/parse/', '{}', headers)
    assert.equal(gone.headers['cache-control'], 'no-store')
    for (const path of ['/api/catalog/brands/', '/api/nothing', SEEN])
      assert.equal(await headerOf(raw('GET', path), 'x-content-type-options'), 'nosniff')
    assert.notEqual(await headerOf(raw('GET', '/api/catalog/brands/'), 'cache-control'), 'no-store')
  })
})

test.group('Cross-origin requests', () => {
  const preflight = (origin: string) =>
    raw('OPTIONS', '/api/orders/1/cancel/', {
      headers: {
        origin,
        'access-control-request-method': 'PATCH',
        'access-control-request-headers': 'authorization,content-type',
      },
    })

  test('a listed origin may send tokens and read answers, cookies stay out of it', async ({
    assert,
    cleanup,
  }) => {
    cleanup(withSettings({ corsOrigins: ['https://h5.example.com'] }))
    const { status, headers } = await preflight('https://h5.example.com')
    assert.equal(status, 204)
    assert.equal(headers['access-control-allow-origin'], 'https://h5.example.com')
    assert.match(String(headers['access-control-allow-headers']), /authorization.*content-type/)
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
      assert.include(String(headers['access-control-allow-methods']), method)
    assert.isUndefined(headers['access-control-allow-credentials'])
    const answer = await raw('GET', SEEN, { headers: { origin: 'https://h5.example.com' } })
    assert.equal(answer.headers['access-control-allow-origin'], 'https://h5.example.com')
  })

  test('{origin} is not let in')
    .with(
      [
        'https://evil.example',
        'https://h5.example.com.evil.example',
        'http://h5.example.com',
        'null',
      ]
        .concat(['http://localhost:10086', 'https://h5.example.com:444'])
        .map((origin) => ({ origin }))
    )
    .run(async ({ assert, cleanup }, { origin }) => {
      cleanup(withSettings({ corsOrigins: ['https://h5.example.com'] }))
      assert.isUndefined(await headerOf(preflight(origin), 'access-control-allow-origin'))
      const answer = await raw('GET', SEEN, { headers: { origin } })
      assert.isUndefined(answer.headers['access-control-allow-origin'])
    })

  test('without a list only this machine is let in', async ({ assert }) => {
    const allowed = async (origin: string) =>
      await headerOf(preflight(origin), 'access-control-allow-origin')
    assert.equal(await allowed('http://localhost:10086'), 'http://localhost:10086')
    assert.isUndefined(await allowed('http://localhost.evil.example'))
  })
})

test.group('Hosts and https', () => {
  const https = { 'x-forwarded-proto': 'https' }

  test('{host} is our own host: {ours}')
    .with([
      { host: 'shop.example.com', ours: true },
      { host: 'SHOP.example.com:8000', ours: true },
      { host: 'a.b.example.cn', ours: true },
      { host: 'example.cn', ours: true },
      { host: 'badexample.cn', ours: false },
      { host: 'shop.example.com.evil.example', ours: false },
      { host: 'example.com', ours: false },
      { host: '127.0.0.1', ours: false },
      { host: '', ours: false },
    ])
    .run(async ({ assert, cleanup }, { host, ours }) => {
      cleanup(withSettings({ allowedHosts: ['shop.example.com', '.example.cn'] }))
      const answer = await raw('GET', SEEN, { headers: { host } })
      assert.equal(answer.status, ours ? 200 : 400)
      if (!ours) assert.equal(answer.json().message, '不支持的访问域名')
    })

  test('the health check of this machine needs no host, other pages do', async ({
    assert,
    cleanup,
  }) => {
    cleanup(withSettings({ allowedHosts: ['shop.example.com'], sslRedirect: true }))
    assert.equal(await statusOf(raw('GET', '/healthz')), 200)
    assert.equal(await statusOf(raw('GET', '/merchant/login', { headers: https })), 400)
  })

  test('http is sent to https with method and query kept', async ({ assert, cleanup }) => {
    cleanup(withSettings({ sslRedirect: true }))
    const answer = await raw('POST', '/api/login/?a=1&b=%E4%B8%AD', {
      headers: { host: 'shop.example.com' },
    })
    assert.equal(answer.status, 308)
    assert.equal(answer.headers.location, 'https://shop.example.com/api/login/?a=1&b=%E4%B8%AD')
    const secure = await raw('GET', SEEN, { headers: https })
    assert.isTrue(secure.json().secure)
  })

  test('only https answers announce HSTS, and only in production', async ({ assert, cleanup }) => {
    const announced = async (headers: object) =>
      await headerOf(
        raw('GET', '/api/nothing', { headers: { ...headers } }),
        'strict-transport-security'
      )
    assert.isUndefined(await announced(https))
    cleanup(withSettings({ production: true }))
    assert.equal(await announced(https), 'max-age=31536000; includeSubDomains; preload')
    assert.isUndefined(await announced({}))
    assert.isUndefined(await announced({ 'x-forwarded-proto': 'http' }))
  })

  test('what a caller that is no trusted proxy claims is not believed', async ({
    assert,
    cleanup,
  }) => {
    const web = await startProcess('web', {
      TRUSTED_PROXIES: '203.0.113.7',
      ALLOWED_HOSTS: 'shop.example.com',
      SECURE_SSL_REDIRECT: 'true',
    })
    cleanup(() => web.kill('SIGTERM'))
    const ask = (host: string, headers: object) =>
      raw('GET', '/api/nothing/', { port: web.port, headers: { host, ...headers } })
    assert.equal(await statusOf(ask('shop.example.com', https)), 308)
    const forged = { 'x-forwarded-host': 'shop.example.com', ...https }
    assert.equal(await statusOf(ask('evil.example', forged)), 400)
    const open = await startProcess('web', { TRUSTED_PROXIES: '203.0.113.7' })
    cleanup(() => open.kill('SIGTERM'))
    const signIn = (claimed: string) =>
      postJson('/api/login/', '{}', { 'x-forwarded-for': claimed }, open.port)
    const statuses = []
    for (let i = 0; i < 6; i++) statuses.push(await statusOf(signIn(`198.51.100.${i}`)))
    assert.deepEqual(statuses, [400, 400, 400, 400, 400, 429])
  })
})
