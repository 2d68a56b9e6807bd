import { test } from '@japa/runner'
import settings from '#start/env'
import { raw } from '#tests/functional/foundation/raw_request'
import { exchangeProblems } from './wire.js'
import { address } from './objects/people.js'
import { HOME, onStage, walker } from './stage.js'
import { mustBe } from './shapes.js'

/** A request as written, checked as every answer of the API is. */
async function asWritten(
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: string | Buffer
) {
  const answer = await raw(method, `/api${path}`, { headers, body })
  const problems = exchangeProblems({
    method,
    pathname: `/api${path}`,
    sentToken: 'authorization' in headers,
    status: answer.status,
    headers: new Headers(answer.headers as Record<string, string>),
    text: answer.text,
  })
  if (problems.length > 0) throw new Error(problems.join('\n'))
  return answer
}

const JSON_HEADERS = { 'content-type': 'application/json' }

test.group('How requests arrive', (group) => {
  onStage(group, 'with WeChat')

  test('JSON that is announced and not sent is an empty object: {$self}')
    .with(['chunked', 'of no length', 'without a length'])
    .run(async ({ assert }, how) => {
      const { app } = await walker()
      const lengths: Record<string, Record<string, string>> = {
        'chunked': { 'transfer-encoding': 'chunked' },
        'of no length': { 'content-length': '0' },
        'without a length': {},
      }
      const headers = {
        ...JSON_HEADERS,
        ...lengths[how],
        authorization: `Bearer ${app.access}`,
      }
      for (const path of ['/cart/clear/', '/notifications/mark_all_read/']) {
        const { status } = await asWritten('POST', path, headers)
        assert.equal(status, 200)
      }
    })

  test('a body of {title} is 400 in the envelope')
    .with([
      { title: 'half a JSON', body: '{"address": "浙' },
      { title: 'a list', body: '[]' },
      { title: 'null', body: 'null' },
      { title: 'a number', body: '7' },
      { title: 'broken UTF-8', body: Buffer.from('7b2261646472657373223a22ff22', 'hex') },
      { title: 'a NUL', body: '{"address":"a\\u0000b"}' },
      { title: 'half a character', body: '{"address":"\\ud800"}' },
      { title: 'very deep lists', body: `{"address":${'['.repeat(5000)}${']'.repeat(5000)}}` },
    ])
    .run(async ({ assert }, { body }) => {
      const { app } = await walker()
      const headers = { ...JSON_HEADERS, authorization: `Bearer ${app.access}` }
      const { status } = await asWritten('POST', '/addresses/parse/', headers, body)
      assert.equal(status, 400)
    })

  test('keys that nobody knows are ignored, whatever they hold', async ({ assert }) => {
    const { app } = await walker()
    const strange = { color: 'red', user: 1, user_id: 1, id: 7, created_at: null, a: { b: [1] } }
    const proto = '"__proto__":{"is_default":true},"constructor":{"prototype":{"id":7}}'
    const body = `{${proto},${JSON.stringify({ ...HOME, ...strange }).slice(1)}`
    const headers = { ...JSON_HEADERS, authorization: `Bearer ${app.access}` }
    const answer = await asWritten('POST', '/addresses/', headers, body)
    mustBe(address, answer.json())
    const { id, ...stored } = answer.json()
    assert.notEqual(id, 7)
    assert.deepEqual({ ...stored, is_default: false }, { ...HOME, is_default: false })
  })

  test('unknown paths are 404 and wrong methods 405, in the envelope', async ({ assert }) => {
    const { app } = await walker()
    const headers = { ...JSON_HEADERS, authorization: `Bearer ${app.access}` }
    for (const path of ['/', '/nothing/', '/orders/1/nothing/', '/logout/']) {
      const { status } = await asWritten('GET', path, headers)
      assert.equal(status, 404, path)
    }
    for (const [method, path] of [
      ['GET', '/login/'],
      ['DELETE', '/user/profile/'],
      ['PUT', '/cart/my_cart/'],
      ['POST', '/catalog/products/'],
    ]) {
      const { status } = await asWritten(method, path, headers)
      assert.equal(status, 405, `${method} ${path}`)
    }
  })

  test('a sign-in does not look at a token that is sent along', async ({ assert }) => {
    const headers = { ...JSON_HEADERS, authorization: 'Bearer null' }
    const body = JSON.stringify({ code: `sbx-token${Date.now()}-1` })
    const { status } = await asWritten('POST', '/login/', headers, body)
    assert.equal(status, 200)
  })

  for (const sent of ['Bearer', 'Bearer ', 'bearer null', 'Basic eA==', 'Bearer a b', 'null'])
    test(`"${sent}" is no token`, async ({ assert }) => {
      for (const path of ['/user/profile/', '/catalog/products/']) {
        const { status } = await asWritten('GET', path, { authorization: sent })
        assert.equal(status, 401, path)
      }
    })

  test('the health check, outside of /api and without a slash', async ({ assert }) => {
    const answer = await raw('GET', '/healthz')
    assert.equal(answer.status, 200)
    const { success, code, message, data } = answer.json()
    assert.deepEqual([success, code, message, data.status], [true, 200, 'ok', 'healthy'])
    assert.match(data.timestamp, /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
    for (const service of ['database', 'cache']) {
      assert.equal(data.services[service].status, 'healthy')
      assert.isNumber(data.services[service].response_time_ms)
    }
  })

  test('callbacks without a signature of WeChat are refused outside the envelope', async ({
    assert,
  }) => {
    for (const path of ['/payments/callback/wechat/', '/payments/refund-callback/wechat/']) {
      const answer = await raw('POST', `/api${path}`, { headers: JSON_HEADERS, body: '{"id":"x"}' })
      assert.equal(answer.status, 401)
      assert.equal(answer.json().code, 'FAIL')
      assert.isString(answer.json().message)
    }
    const other = await raw('POST', '/api/payments/callback/alipay/', { body: '{}' })
    assert.equal(other.status, 400)
  })

  test('the H5 build may send its token from the origins that were named', async ({ assert }) => {
    const before = settings.corsOrigins
    settings.corsOrigins = ['https://h5.example.com']
    try {
      const { status, headers } = await raw('OPTIONS', '/api/addresses/1/', {
        headers: {
          'origin': 'https://h5.example.com',
          'access-control-request-method': 'PATCH',
          'access-control-request-headers': 'authorization,content-type',
        },
      })
      assert.equal(status, 204)
      assert.equal(headers['access-control-allow-origin'], 'https://h5.example.com')
      const allowed = String(headers['access-control-allow-headers']).toLowerCase()
      assert.include(allowed, 'authorization')
      assert.include(allowed, 'content-type')
      assert.include(String(headers['access-control-allow-methods']), 'PATCH')
    } finally {
      settings.corsOrigins = before
    }
  })
})
