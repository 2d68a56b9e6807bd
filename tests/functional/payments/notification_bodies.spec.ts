import { Agent, request } from 'node:http'
import { test } from '@japa/runner'
import settings from '#start/env'
import { responseTo } from '#tests/helpers/response'
import { usesSandbox } from '#tests/helpers/sandbox'

const PATH = '/api/payments/callback/wechat/'

test.group('Bodies of notifications', (group) => {
  usesSandbox(group)

  test('one beyond 64 KiB is refused, and the next message on the line is answered', async ({
    assert,
    cleanup,
  }) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    cleanup(() => agent.destroy())
    const send = async (body: string) => {
      const { port } = settings
      const outgoing = request({ host: '127.0.0.1', port, agent, method: 'POST', path: PATH })
      outgoing.end(body)
      const response = await responseTo(outgoing)
      const answer = await response.toArray()
      return [response.statusCode, outgoing.reusedSocket, JSON.parse(answer.join(''))]
    }
    const large = `{"a":"${'x'.repeat(700_000)}"}`
    assert.deepEqual(await send(large), [400, false, { code: 'FAIL', message: 'resource' }])
    assert.deepEqual(await send('{}'), [401, true, { code: 'FAIL', message: 'signature' }])
  })
})
