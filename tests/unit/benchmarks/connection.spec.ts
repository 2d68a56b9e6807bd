import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { test } from '@japa/runner'

interface Answer {
  status: number
  body: Buffer
}
interface Load {
  Connection: new (port: number) => { ask(bytes: Buffer): Promise<Answer>; close(): void }
  requestBytes(request: { method?: string; path: string; headers?: object; body?: string }): Buffer
}

/** Scripts carry no types, so the module is named as a text. */
const load = () => import(`${'../../../benchmarks/connection.mjs'}`) as Promise<Load>

test.group('The connection of the load', (group) => {
  const closing: (() => void)[] = []
  group.each.teardown(() => closing.splice(0).forEach((close) => close()))

  /** A connection to a server that answers each request by `answer`; also what it received. */
  async function connected(answer: (socket: Socket) => void) {
    const received: string[] = []
    const server = createServer((socket) => {
      socket.on('error', () => socket.destroy())
      socket.on('data', (bytes) => {
        received.push(bytes.toString())
        answer(socket)
      })
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { Connection, requestBytes } = await load()
    const connection = new Connection((server.address() as AddressInfo).port)
    closing.push(
      () => connection.close(),
      () => server.close()
    )
    return { connection, requestBytes, received }
  }

  test('reads answers that come in pieces, one after the other', async ({ assert }) => {
    const goods = ['冰箱', '洗衣机', '电']
    let round = 0
    const { connection, requestBytes } = await connected((socket) => {
      const body = goods[round++]
      const head = `HTTP/1.1 200 OK\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n`
      const whole = Buffer.from(head + body)
      let sent = 0
      const more = () => {
        if (sent === whole.length) return
        socket.write(whole.subarray(sent, ++sent))
        setImmediate(more)
      }
      more()
    })
    for (const expected of goods) {
      const { status, body } = await connection.ask(requestBytes({ path: '/' }))
      assert.deepEqual([status, body.toString()], [200, expected])
    }
  })

  test('knows that a 204 has no body', async ({ assert }) => {
    const { connection, requestBytes } = await connected((socket) =>
      socket.write('HTTP/1.1 204 No Content\r\n\r\n')
    )
    const { status, body } = await connection.ask(requestBytes({ path: '/' }))
    assert.deepEqual([status, body.length], [204, 0])
  })

  test('refuses an answer whose length it cannot know', async ({ assert }) => {
    const { connection, requestBytes } = await connected((socket) =>
      socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n')
    )
    await assert.rejects(() => connection.ask(requestBytes({ path: '/' })), /没有长度/)
  })

  test('says when the server closes the connection instead of answering', async ({ assert }) => {
    const { connection, requestBytes } = await connected((socket) => socket.destroy())
    await assert.rejects(() => connection.ask(requestBytes({ path: '/' })))
  })

  test('sends a body with its length in bytes', async ({ assert }) => {
    const { connection, requestBytes, received } = await connected((socket) =>
      socket.write('HTTP/1.1 204 No Content\r\n\r\n')
    )
    await connection.ask(
      requestBytes({ method: 'POST', path: '/a', headers: { host: 'shop' }, body: '冰箱' })
    )
    assert.equal(
      received.join(''),
      'POST /a HTTP/1.1\r\nhost: shop\r\ncontent-length: 6\r\n\r\n冰箱'
    )
  })
})
