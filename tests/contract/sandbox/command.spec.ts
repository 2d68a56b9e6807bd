import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { KEYS_DIR } from '#tests/contract/sandbox/support/rig'

const ROOT = join(import.meta.dirname, '../../..')

interface Run {
  child: ChildProcess
  output: () => string
  /** Resolves with the exit code; null when a signal ended it. */
  ended: Promise<number | null>
}

function runCommand(cleanup: (task: () => void) => void, env: Record<string, string>): Run {
  const child = spawn(process.execPath, ['ace.js', 'sandbox'], {
    cwd: ROOT,
    env: {
      ...process.env,
      NODE_ENV: 'test',
      SANDBOX_KEYS_DIR: KEYS_DIR,
      SANDBOX_STATE: '',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  cleanup(() => void child.kill('SIGKILL'))
  let output = ''
  const streams = [child.stdout, child.stderr].filter((stream) => stream !== null)
  for (const stream of streams) stream.on('data', (part: Buffer) => (output += part.toString()))
  // Not `close` of the child: it never comes once the parent has disconnected.
  const ended = Promise.all([
    once(child, 'exit'),
    ...streams.map((stream) => once(stream, 'close')),
  ]).then(([[code]]) => code as number | null)
  return { child, output: () => output, ended }
}

/** A free port; the sandbox of the test takes it a moment later. */
async function freePort(): Promise<{ port: number; release: () => Promise<void> }> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    release: async () => {
      server.close()
      await once(server, 'close')
    },
  }
}

test.group('Sandbox | command', () => {
  test('says when it is ready and ends in order on {how}')
    .with([{ how: 'SIGTERM' }, { how: 'SIGINT' }, { how: 'disconnect' }])
    .run(async ({ assert, cleanup }, { how }) => {
      const { port, release } = await freePort()
      await release()
      const run = runCommand(cleanup, { SANDBOX_PORT: String(port) })
      const [message] = await once(run.child, 'message')
      const answer = await fetch(`http://127.0.0.1:${port}/__sandbox/keys`)
      if (how === 'disconnect') run.child.disconnect()
      else run.child.kill(how as NodeJS.Signals)

      assert.deepEqual(message, { isAdonisJS: true, environment: 'sandbox', port })
      assert.equal(answer.status, 200)
      assert.equal(await run.ended, 0)
    })

  test('refuses production with exit code 1', async ({ assert, cleanup }) => {
    const run = runCommand(cleanup, { NODE_ENV: 'production' })
    assert.equal(await run.ended, 1)
    assert.include(run.output(), '生产环境不能启动沙箱')
  })

  test('a taken port is explained in one line with exit code 1', async ({ assert, cleanup }) => {
    const { port, release } = await freePort()
    cleanup(release)
    const run = runCommand(cleanup, { SANDBOX_PORT: String(port) })

    assert.equal(await run.ended, 1)
    assert.include(run.output(), `端口 ${port} 已被占用`)
    assert.notInclude(run.output(), 'EADDRINUSE')
  })
})
