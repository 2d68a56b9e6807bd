import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'

interface Place {
  DATA_DIR: string
  PORT: string
  SANDBOX_PORT: string
}

/** Two ports that nobody uses now. */
async function freePorts() {
  const servers = await Promise.all(
    [0, 0].map(
      (port) =>
        new Promise<ReturnType<typeof createServer>>((resolve) => {
          const server = createServer().listen(port, '127.0.0.1', () => resolve(server))
        })
    )
  )
  const ports = servers.map((server) => String((server.address() as AddressInfo).port))
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))))
  return ports
}

/** `npm start` as an operator's shell would run it: nothing of this test run is in its environment. */
function start(place: Place) {
  const child = spawn(process.execPath, ['scripts/start.mjs'], {
    cwd: app.makePath(),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NO_COLOR: '1', ...place },
  })
  const printed = { out: '', err: '' }
  child.stderr.on('data', (text) => (printed.err += text))
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const summary = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (text) => {
      printed.out += text
      if (printed.out.includes('按 Ctrl-C 停止')) resolve(printed.out)
    })
    child.once('exit', () => reject(new Error(`not started:\n${printed.out}${printed.err}`)))
  })
  // A start that is meant to fail is judged by its exit.
  summary.catch(() => {})
  return { group: -child.pid!, printed, exit, summary }
}

const password = (summary: string) => /初始密码\s+(\S+)/.exec(summary)?.[1]
const answers = (port: string) =>
  fetch(`http://127.0.0.1:${port}/healthz`).then(
    ({ status }) => status,
    () => undefined
  )

/** The data folder of a trial, and of a database that had to live elsewhere. */
async function remove(folder: string) {
  const note = join(folder, 'postgres.location')
  if (existsSync(note)) await rm(await readFile(note, 'utf8'), { recursive: true, force: true })
  await rm(folder, { recursive: true, force: true })
}

test.group('npm start', (group) => {
  const place: Place = { DATA_DIR: '', PORT: '', SANDBOX_PORT: '' }
  let running: ReturnType<typeof start> | undefined

  group.each.setup(async () => {
    place.DATA_DIR = await mkdtemp(join(process.env.DATA_DIR ?? tmpdir(), 'start-'))
    ;[place.PORT, place.SANDBOX_PORT] = await freePorts()
    return async () => {
      process.kill(running!.group, 'SIGTERM')
      await running!.exit
      await remove(place.DATA_DIR)
    }
  })

  test('the shop comes back after kill -9 of everything and shows the same password', async ({
    assert,
  }) => {
    running = start(place)
    const first = await running.summary
    assert.equal(await answers(place.PORT), 200)
    assert.isAtLeast(password(first)!.length, 16)
    assert.equal((await stat(join(place.DATA_DIR, 'secrets.json'))).mode % 0o1000, 0o600)

    process.kill(running.group, 'SIGKILL')
    await running.exit
    running = start(place)
    const second = await running.summary
    assert.equal(await answers(place.PORT), 200)
    assert.equal(password(second), password(first))
  })
})
