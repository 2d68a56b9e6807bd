import { request, type IncomingMessage, type ServerResponse } from 'node:http'
import { once } from 'node:events'
import { test } from '@japa/runner'
import { responseTo } from '#tests/helpers/response'
import { startNginx } from './support/nginx.js'
import { startUpstream } from './support/nginx_upstream.js'

/** Asks for a stream as a browser does, which accepts compression. */
async function openStream(port: number, path: string): Promise<IncomingMessage> {
  const headers = { 'accept': 'text/event-stream', 'accept-encoding': 'gzip' }
  const outgoing = request({ host: '127.0.0.1', port, path, headers, agent: false })
  outgoing.end()
  return responseTo(outgoing)
}

async function nextEvent(stream: IncomingMessage): Promise<string> {
  const [chunk] = await once(stream, 'data')
  return String(chunk)
}

test.group('nginx | server-sent events', () => {
  test('{path}: an event arrives before the next one is sent')
    .with([
      { path: '/merchant/live/orders', headers: {} },
      { path: '/api/live/chat', headers: {} },
      { path: '/merchant/admin/anything', headers: { 'x-accel-buffering': 'no' } },
      { path: '/api/anything', headers: { 'x-accel-buffering': 'no' } },
    ])
    .run(async ({ assert, cleanup }, { path, headers }) => {
      const opened: ServerResponse[] = []
      const backend = await startUpstream((_, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream', ...headers })
        response.write('data: 1\n\n')
        opened.push(response)
      })
      cleanup(backend.close)
      const nginx = await startNginx({ backends: [backend.port] })
      cleanup(nginx.stop)
      const stream = await openStream(nginx.port, path)
      cleanup(() => {
        stream.destroy()
      })
      assert.isUndefined(stream.headers['content-encoding'])
      assert.equal(await nextEvent(stream), 'data: 1\n\n')
      for (const event of ['data: 2\n\n', 'data: 3\n\n']) {
        opened[0].write(event)
        assert.equal(await nextEvent(stream), event)
      }
      const left = once(opened[0], 'close')
      stream.destroy()
      await left
    })
})
