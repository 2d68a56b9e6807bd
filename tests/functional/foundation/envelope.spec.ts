import router from '@adonisjs/core/services/router'
import { test } from '@japa/runner'
import { middleware } from '#start/kernel'
import { signedInShopper } from '#tests/helpers/shoppers'
import { jsonOf, postJson, raw, type RawAnswer } from './raw_request.js'

/** Routes of these tests alone: one that breaks, one that tells what arrived. */
router.get('/api/_foundation/broken', () => {
  throw new Error('select secret_column from users -- 13757100321')
})
router
  .post('/api/_foundation/echo/:id?', ({ request, response }) => response.send(request.body()))
  .use([middleware.body(), middleware.cleanInput()])

const CODES: Record<number, string> = {
  400: 'VALIDATION_ERROR',
  401: 'UNAUTHORIZED',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  413: 'VALIDATION_ERROR',
  500: 'INTERNAL_ERROR',
}

/** Every mistake looks the same: one sentence in Chinese, told twice, and the status told once more. */
function envelopeProblem(answer: RawAnswer, status: number): string | null {
  const body = answer.json()
  if (answer.status !== status) return `status ${answer.status}`
  if (!/^application\/json; charset=utf-8$/.test(answer.headers['content-type'] ?? ''))
    return `content type ${answer.headers['content-type']}`
  if (answer.headers['cache-control'] !== 'no-store') return 'may be stored'
  if (answer.headers['x-content-type-options'] !== 'nosniff') return 'may be sniffed'
  if (body.success !== false || body.code !== status) return answer.text
  if (body.error_code !== CODES[status]) return `error code ${body.error_code}`
  if (body.message !== body.detail || !/^[\u4e00-\u9fff]/.test(body.message)) return answer.text
  return null
}

test.group('The error envelope', () => {
  test('{method} {path} is answered with the envelope and {status}')
    .with([
      { method: 'GET', path: '/api', status: 404 },
      { method: 'GET', path: '/api/', status: 404 },
      { method: 'GET', path: '/api/nothing/here/', status: 404 },
      { method: 'POST', path: '/api/nothing/here', status: 404 },
      { method: 'GET', path: '/api/addresses/abc/', status: 404 },
      { method: 'GET', path: '/api/catalog/products/0/', status: 404 },
      { method: 'GET', path: '/api/catalog/products/-1/', status: 404 },
      { method: 'GET', path: '/api/catalog/products/9999999999999999999999/', status: 404 },
      { method: 'GET', path: '/api/catalog/products/..%2f..%2fetc/', status: 404 },
      { method: 'GET', path: '/api/addresses/%E0%A4%A/', status: 400 },
      { method: 'GET', path: '/api/%', status: 400 },
      { method: 'POST', path: '/api/%C0%80', status: 400 },
      { method: 'GET', path: '/api/catalog/products/%00/', status: 404 },
      { method: 'GET', path: '/api/catalog/products/?search=%00', status: 400 },
      { method: 'GET', path: '/api/addresses/', status: 401 },
      { method: 'GET', path: '/api/_foundation/broken/', status: 500 },
    ])
    .run(async ({ assert }, { method, path, status }) => {
      assert.isNull(envelopeProblem(await raw(method, path), status))
    })

  test('a path that exists for other methods says which', async ({ assert }) => {
    const { headers } = await signedInShopper()
    for (const path of ['/api/addresses', '/api/addresses/']) {
      const answer = await raw('DELETE', path, { headers })
      assert.isNull(envelopeProblem(answer, 405))
      assert.equal(answer.headers.allow, 'GET, POST')
    }
    const login = await raw('GET', '/api/login/')
    assert.isNull(envelopeProblem(login, 405))
    assert.equal(login.headers.allow, 'POST')
  })

  test('an unexpected error says nothing about the inside', async ({ assert }) => {
    const { text } = await raw('GET', '/api/_foundation/broken/')
    for (const inside of ['secret_column', '13757100321', 'Error', '.ts', 'node_modules', 'stack'])
      assert.notInclude(text, inside)
  })

  test('without a token the answer asks for one', async ({ assert }) => {
    const answer = await raw('GET', '/api/addresses/')
    assert.equal(answer.headers['www-authenticate'], 'Bearer realm="api"')
  })

  test('outside the API an address that cannot be decoded is refused in words', async ({
    assert,
  }) => {
    const answer = await raw('GET', '/merchant/%E0%A4%A')
    assert.equal(answer.status, 400)
    assert.equal(answer.text, '地址中含有无法识别的字符')
  })
})

test.group('Bodies of requests', () => {
  const echo = '/api/_foundation/echo/'

  test('a body that is {what} is refused')
    .with([
      { what: 'broken JSON', body: '{"a":' },
      { what: 'a text without quotes', body: 'hello' },
      { what: 'an array', body: '[1,2]' },
      { what: 'null', body: 'null' },
      { what: 'a number', body: '42' },
      { what: 'a string', body: '"text"' },
      { what: 'a boolean', body: 'true' },
      { what: 'holding a NUL character', body: '{"a":{"b":["x\\u0000y"]}}' },
      { what: 'holding a NUL character in a name', body: '{"a\\u0000":1}' },
      { what: 'holding half a character', body: '{"a":"\\ud800"}' },
      { what: 'holding half a character in a name', body: '{"\\udc00":1}' },
    ])
    .run(async ({ assert }, { body }) => {
      assert.isNull(envelopeProblem(await postJson(echo, body), 400))
    })

  test('bytes that are no UTF-8 do no harm', async ({ assert }) => {
    const answer = await postJson(echo, Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]))
    assert.include([200, 400], answer.status)
    assert.isObject(answer.json())
  })

  test('half a character and NUL are refused in forms and queries too', async ({ assert }) => {
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    assert.isNull(envelopeProblem(await raw('POST', echo, { headers: form, body: 'a=%00' }), 400))
    assert.isNull(envelopeProblem(await postJson(`${echo}?a[b][]=x%00`, '{}'), 400))
    assert.isNull(envelopeProblem(await postJson(`${echo}?a%00=1`, '{}'), 400))
  })

  test('NUL in the address is refused or unknown', async ({ assert }) => {
    assert.isNull(envelopeProblem(await postJson('/api/_foundation/echo/a%00b/', '{}'), 404))
  })

  test('an empty body that announces JSON is an empty object', async ({ assert }) => {
    const answer = await postJson(echo, '')
    assert.equal(answer.status, 200)
    assert.deepEqual(answer.json(), {})
    const chunked = await postJson(echo, '', { 'transfer-encoding': 'chunked' })
    assert.deepEqual(chunked.json(), {})
  })

  test('unknown keys and nested content arrive as they were sent', async ({ assert }) => {
    const sent = { empty: '', space: ' a ', none: null, list: [1, { 深: '度' }], emoji: '🧊' }
    assert.deepEqual(await jsonOf(postJson(echo, JSON.stringify(sent))), sent)
  })

  test('a body of another type is not read', async ({ assert }) => {
    const xml = await postJson(echo, '<a/>', { 'content-type': 'application/xml' })
    assert.deepEqual(xml.json(), {})
    const unknown = await postJson('/api/login/', '<a/>', { 'content-type': 'application/xml' })
    assert.isNull(envelopeProblem(unknown, 400))
  })

  test('a body beyond the limit is refused with 413', async ({ assert }) => {
    const large = JSON.stringify({ a: 'x'.repeat(2 * 1024 * 1024) })
    assert.isNull(envelopeProblem(await postJson(echo, large), 413))
  })

  test('content that only looks compressed is refused', async ({ assert }) => {
    for (const encoding of ['gzip', 'deflate', 'br']) {
      const answer = await postJson(echo, 'not packed at all', { 'content-encoding': encoding })
      assert.isNull(envelopeProblem(answer, 400))
    }
  })

  test('a form with broken parts is refused', async ({ assert }) => {
    const answer = await raw('POST', echo, {
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      body: '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nunfinished',
    })
    assert.isNull(envelopeProblem(answer, 400))
  })

  test('names of object internals are ordinary names', async ({ assert }) => {
    const answer = await postJson(echo, '{"__proto__":{"admin":true},"constructor":{"a":1}}')
    assert.include([200, 400], answer.status)
    assert.isUndefined(({} as { admin?: boolean }).admin)
  })
})
