import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { test } from '@japa/runner'
import { until } from '#tests/resilience/support/waiting'
import { productOnSale } from '#tests/helpers/purchase'
import { ask, headerOf, statusOf, textOf } from './support/nginx_client.js'
import { usesShop } from './support/nginx_shop.js'

const GZIP = { 'accept-encoding': 'gzip' }
const LIST = '/api/catalog/products/'

test.group('nginx | paths', (group) => {
  const shop = usesShop(group, { worker: true })
  const get = (path: string, headers = {}) => ask(shop.nginx.port, path, { headers })
  /** Writes a file into one of the folders that Compose mounts. */
  async function put(path: string, content: string) {
    const target = join(shop.nginx.folder, path)
    await mkdir(join(target, '..'), { recursive: true })
    await writeFile(target, content)
  }

  test('nginx says itself that it is healthy, the shop says so of its parts', async ({
    assert,
  }) => {
    const own = await get('/health')
    assert.deepEqual([own.status, own.text], [200, 'healthy\n'])
    assert.match(own.headers['content-type'] ?? '', /^text\/plain/)
    const parts = await get('/healthz')
    assert.equal(parts.status, 200)
    assert.equal(JSON.parse(parts.text).data.services.database.status, 'healthy')
  })

  test('{path} leads to {to}')
    .with([
      { path: '/', status: 302, to: '/merchant/admin' },
      { path: '/api', status: 308, to: '/api/' },
      { path: '/api?page=2', status: 308, to: '/api/?page=2' },
      { path: '/merchant/admin', status: 302, to: '/merchant/login' },
      { path: '/merchant', status: 302, to: '/merchant/login' },
    ])
    .run(async ({ assert }, { path, status, to }) => {
      const answer = await get(path)
      assert.deepEqual([answer.status, answer.headers.location], [status, to])
    })

  test('the shop answers below /api and /merchant, in its own words', async ({ assert }) => {
    const api = await get('/api/nothing-here/')
    assert.equal(api.status, 404)
    assert.equal(JSON.parse(api.text).error_code, 'NOT_FOUND')
    const page = await get('/merchant/login')
    assert.equal(page.status, 200)
    assert.include(page.text, '登录')
    assert.include(String(page.headers['content-security-policy']), `'nonce-`)
    const unknown = await get('/merchant/nothing-here')
    assert.deepEqual([unknown.status, unknown.text.includes('class="bare"')], [404, true])
  })

  test('{path} is no address of ours')
    .with(
      [
        ...[
          '/metrics',
          '/metrics/',
          '/api/../metrics',
          '/index.php',
          '/admin/',
          '/a/%2e%2e/metrics',
        ],
        ...['/.env', '/.git/config', '/static/.vite/manifest.json', '/media/.hidden/a.jpg'],
        ...['/.well-known/security.txt', '/_pages/error.html', '/nothing_here.txt'],
      ].map((path) => ({ path }))
    )
    .run(async ({ assert }, { path }) => {
      const answer = await get(path)
      assert.equal(answer.status, 404)
      assert.include(answer.text, '页面不存在')
      assert.equal(answer.headers['x-content-type-options'], 'nosniff')
      assert.equal(answer.headers['server'], 'nginx')
    })

  test('what nginx cannot read is refused in Chinese as well', async ({ assert }) => {
    await put('srv/media/a.jpg', 'a')
    const asked = [
      { path: '/media/a.jpg', method: 'POST', status: 405 },
      { path: '/%00', method: 'GET', status: 400 },
      { path: '/../etc/passwd', method: 'GET', status: 400 },
    ]
    for (const { path, method, status } of asked) {
      const answer = await ask(shop.nginx.port, path, { method })
      assert.equal(answer.status, status)
      assert.include(answer.text, '无法处理这个请求')
    }
  })

  test('files that prove a domain are found, those for certificates and for WeChat', async ({
    assert,
  }) => {
    await put('srv/acme/.well-known/acme-challenge/token-1', 'proof')
    await put('site/WW_verify_A1b2C3.txt', 'abc')
    assert.equal(await textOf(get('/.well-known/acme-challenge/token-1')), 'proof')
    assert.equal(await textOf(get('/WW_verify_A1b2C3.txt')), 'abc')
    assert.include(await textOf(get('/robots.txt')), 'Disallow: /\n')
    await put('site/robots.txt', 'User-agent: *\nDisallow: /api/\n')
    assert.include(await textOf(get('/robots.txt')), 'Disallow: /api/\n')
  })

  test('built files come from nginx for a year, and from the shop while nginx lacks them', async ({
    assert,
  }) => {
    const folder = join(shop.nginx.folder, 'srv/static')
    const files = await readdir(folder)
    const name = files.find((file) => /^console-.*\.js$/.test(file)) ?? ''
    const own = await get(`/static/${name}`)
    assert.equal(own.status, 200)
    assert.equal(own.headers['cache-control'], 'public, max-age=31536000, immutable')
    assert.equal(own.headers['x-content-type-options'], 'nosniff')
    assert.isUndefined(own.headers['x-request-id'])
    assert.equal(await statusOf(get(`/static/${name}`, { 'if-none-match': own.headers.etag })), 304)

    await rm(join(folder, name))
    const fallback = await get(`/static/${name}`)
    assert.equal(fallback.status, 200)
    assert.isString(fallback.headers['x-request-id'])
    assert.include(fallback.headers['cache-control'], 'immutable')
    assert.isTrue(fallback.body.equals(own.body))
    const missing = await get('/static/nothing-here.js')
    assert.equal(missing.status, 404)
    assert.notInclude(missing.headers['cache-control'], 'immutable')
  })

  test('texts are compressed once, and who has them already is told so', async ({ assert }) => {
    for (let count = 0; count < 5; count++) await productOnSale()
    const plain = await get(LIST)
    const packed = await get(LIST, GZIP)
    assert.equal(packed.headers['content-encoding'], 'gzip')
    assert.match(String(packed.headers.vary), /accept-encoding/i)
    assert.equal(gunzipSync(packed.body).toString(), plain.text)
    const again = await get(LIST, { ...GZIP, 'if-none-match': packed.headers.etag })
    assert.equal(again.status, 304)
    const page = await get('/merchant/login', GZIP)
    assert.include(gunzipSync(page.body).toString(), '登录')
    assert.isUndefined(await headerOf(get('/health', GZIP), 'content-encoding'))
  })

  test('a foreign host name is refused, ours may bring its port', async ({ assert }) => {
    assert.equal(await statusOf(get(LIST, { host: 'evil.example.org' })), 400)
    assert.equal(await statusOf(get(LIST, { host: 'shop.example.com:8443' })), 200)
  })

  test('the log has a JSON line per request, with the id of the answer and without the query', async ({
    assert,
  }) => {
    const headers = {
      'cookie': 'a=geheim',
      'referer': 'http://x/?code=geheim',
      'x-request-id': 'x',
    }
    const answer = await get(`${LIST}?code=geheim&signature=geheim`, headers)
    const id = answer.headers['x-request-id']
    const lineOf = () => shop.nginx.accessLog().find((line) => line.request_id === id)
    /** nginx writes it when the answer has been sent */
    await until(() => lineOf() !== undefined)
    const line = lineOf()
    assert.containSubset(line, { method: 'GET', path: LIST, status: 200, client: '127.0.0.1' })
    assert.equal(line?.upstream_status, '200')
    assert.notInclude(JSON.stringify(shop.nginx.accessLog()), 'geheim')
    const logged = shop.nginx.accessLog().map(({ path }) => path)
    assert.notIncludeMembers(logged, ['/health'])
  })
})
