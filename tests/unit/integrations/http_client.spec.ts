import { createServer, type AddressInfo } from 'node:net'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { test } from '@japa/runner'
import { HttpClient } from '#integrations/http_client'
import { closedPort, localHost } from './local_host.js'

const get = { method: 'GET', path: '/', deadlineMs: 5000 } as const

function client(options = {}) {
  return new HttpClient({ userAgent: 'electric-mall/test', ...options })
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  return Buffer.concat(await request.toArray())
}

test.group('HTTP client: what is sent', () => {
  test('path and query go out byte for byte behind the prefix of the base URL', async ({
    assert,
    cleanup,
  }) => {
    const seen: (string | undefined)[] = []
    const host = await localHost(cleanup, (request, response) => {
      seen.push(request.url)
      response.end('{}')
    })
    const path = '/v3/a%7Cb*c/../d?x=%E4%B8%AD&y=a|b'
    await client().send({ ...get, baseUrl: `${host.url}/pay/`, path })
    assert.deepEqual(seen, [`/pay${path}`])
  })

  test('the body that was signed is the body that arrives, with its length', async ({
    assert,
    cleanup,
  }) => {
    const body = Buffer.from('{"description":"演示商城","n":1.0}')
    const { promise, resolve } = Promise.withResolvers<[Buffer, NodeJS.Dict<string | string[]>]>()
    const host = await localHost(cleanup, async (request, response) => {
      resolve([await bytesOf(request), request.headers])
      response.end('{}')
    })
    await client().send({ ...get, method: 'POST', baseUrl: host.url, body })
    const [received, headers] = await promise
    assert.deepEqual(received, body)
    assert.equal(headers['content-length'], String(body.length))
    assert.equal(headers['user-agent'], 'electric-mall/test')
    assert.equal(headers['accept'], 'application/json')
  })

  test('a connection is used again', async ({ assert, cleanup }) => {
    const host = await localHost(cleanup, (_, response) => void response.end('{}'))
    const http = client()
    await http.send({ ...get, baseUrl: host.url })
    await http.send({ ...get, baseUrl: host.url })
    assert.equal(host.connections(), 1)
    http.close()
  })
})

test.group('HTTP client: what came back', () => {
  test('status, every header value and the raw bytes are handed on', async ({
    assert,
    cleanup,
  }) => {
    const raw = Buffer.from([0xff, 0x00, 0x7b])
    const host = await localHost(cleanup, (_, response) => {
      response.writeHead(418, ['X-Twice', 'a', 'X-Twice', 'b'])
      response.end(raw)
    })
    const result = await client().send({ ...get, baseUrl: host.url })
    assert.containSubset(result, {
      kind: 'answer',
      status: 418,
      headers: { 'x-twice': ['a', 'b'] },
    })
    assert.deepEqual(result.kind === 'answer' && result.body, raw)
  })

  test('a redirect is an answer and is not followed', async ({ assert, cleanup }) => {
    let calls = 0
    const host = await localHost(cleanup, (_, response) => {
      calls += 1
      response.writeHead(302, { Location: '/elsewhere' }).end()
    })
    const result = await client().send({ ...get, baseUrl: host.url })
    assert.propertyVal(result, 'status', 302)
    assert.equal(calls, 1)
  })

  test('an answer of just the limit is read, one byte more is not', async ({ assert, cleanup }) => {
    const host = await localHost(cleanup, (request, response) =>
      response.end('x'.repeat(Number(request.url?.slice(1))))
    )
    const http = client({ maxAnswerBytes: 1000 })
    const fits = await http.send({ ...get, baseUrl: host.url, path: '/1000' })
    const tooLarge = await http.send({ ...get, baseUrl: host.url, path: '/1001' })
    assert.equal(fits.kind, 'answer')
    assert.containSubset(tooLarge, { kind: 'unknown', reason: 'too_large' })
  })
})

test.group('HTTP client: certain that nothing happened', () => {
  test('a refused connection is unavailable', async ({ assert }) => {
    const result = await client().send({ ...get, baseUrl: await closedPort() })
    assert.deepEqual(result, { kind: 'unavailable', code: 'ECONNREFUSED' })
  })

  test('a host that does not speak TLS is unavailable and hears nothing', async ({
    assert,
    cleanup,
  }) => {
    let heard = 0
    const host = await localHost(cleanup, () => (heard += 1))
    const baseUrl = host.url.replace('http:', 'https:')
    const result = await client().send({ ...get, baseUrl })
    assert.equal(result.kind, 'unavailable')
    assert.equal(heard, 0)
  })

  test('a connection that is not ready in time is unavailable', async ({ assert, cleanup }) => {
    const silent = createServer(() => {})
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    cleanup(() => void silent.close())
    const { port } = silent.address() as AddressInfo
    const result = await client({ connectTimeoutMs: 20 }).send({
      ...get,
      baseUrl: `https://127.0.0.1:${port}`,
    })
    assert.deepEqual(result, { kind: 'unavailable', code: 'TIMEOUT' })
  })
})

test.group('HTTP client: something may have happened', () => {
  /** Calls once to have a connection, so that a short deadline cannot strike while connecting. */
  async function timedOut(
    cleanup: (callback: () => void) => void,
    onSecond: (response: ServerResponse) => void
  ) {
    let calls = 0
    const host = await localHost(cleanup, (_, response) => {
      calls += 1
      if (calls === 1) response.end('{}')
      else onSecond(response)
    })
    const http = client()
    await http.send({ ...get, baseUrl: host.url })
    return http.send({ ...get, baseUrl: host.url, deadlineMs: 50 })
  }

  test('no answer before the deadline is unknown', async ({ assert, cleanup }) => {
    const result = await timedOut(cleanup, () => {})
    assert.deepEqual(result, { kind: 'unknown', reason: 'timeout', code: 'TIMEOUT' })
  })

  test('a deadline in the middle of the answer is unknown', async ({ assert, cleanup }) => {
    const result = await timedOut(cleanup, (response) => void response.write('{"half":'))
    assert.deepEqual(result, { kind: 'unknown', reason: 'timeout', code: 'TIMEOUT' })
  })

  test('a reset instead of an answer is unknown', async ({ assert, cleanup }) => {
    const host = await localHost(cleanup, (request) => void request.socket.destroy())
    const result = await client().send({ ...get, baseUrl: host.url })
    assert.containSubset(result, { kind: 'unknown', reason: 'reset' })
  })

  test('an answer that breaks off is unknown', async ({ assert, cleanup }) => {
    const host = await localHost(cleanup, (request, response) => {
      response.writeHead(200, { 'Content-Length': '100' })
      response.write('{"half":', () => request.socket.destroy())
    })
    const result = await client().send({ ...get, baseUrl: host.url })
    assert.containSubset(result, { kind: 'unknown', reason: 'reset' })
  })

  test('something that is not HTTP is unknown', async ({ assert, cleanup }) => {
    const server = createServer((socket) => void socket.end('SSH-2.0-nonsense\r\n'))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    cleanup(() => void server.close())
    const { port } = server.address() as AddressInfo
    const result = await client().send({ ...get, baseUrl: `http://127.0.0.1:${port}` })
    assert.containSubset(result, { kind: 'unknown', reason: 'reset' })
  })
})
