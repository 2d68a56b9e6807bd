import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, stat } from 'node:fs/promises'
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
  const stop = (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, signal)
  }
  return { printed, exit, summary, stop }
}

const password = (summary: string) => /初始密码\s+(\S+)/.exec(summary)?.[1]
const answers = (port: string) =>
  fetch(`http://127.0.0.1:${port}/healthz`).then(
    ({ status }) => status,
    () => undefined
  )

/** Where the database of a trial lives: root may have had to put it elsewhere. */
async function databaseFolder(folder: string) {
  const note = join(folder, 'postgres.location')
  return existsSync(note) ? readFile(note, 'utf8') : join(folder, 'postgres')
}

/** PostgreSQL removes this file when it ends in order. */
async function databaseRuns(folder: string) {
  return existsSync(join(await databaseFolder(folder), 'postmaster.pid'))
}

test.group('npm start', (group) => {
  let place: Place
  let running: ReturnType<typeof start>

  group.each.setup(async () => {
    const [port, sandboxPort] = await freePorts()
    const folder = join(process.env.DATA_DIR ?? tmpdir(), `start-${port}`)
    await mkdir(folder, { recursive: true })
    place = { DATA_DIR: folder, PORT: port, SANDBOX_PORT: sandboxPort }
    return async () => {
      running.stop('SIGKILL')
      await rm(await databaseFolder(folder), { recursive: true, force: true })
      await rm(folder, { recursive: true, force: true })
    }
  })

  test('the shop comes back after kill -9 and shows the same password, and ends on SIGTERM', async ({
    assert,
  }) => {
    running = start(place)
    const first = await running.summary
    assert.equal(await answers(place.PORT), 200)
    assert.isAtLeast(password(first)!.length, 16)
    const secrets = await stat(join(place.DATA_DIR, 'secrets.json'))
    assert.equal(secrets.mode % 0o1000, 0o600)

    running.stop('SIGKILL')
    await running.exit
    running = start(place)
    const second = await running.summary
    assert.equal(await answers(place.PORT), 200)
    assert.equal(password(second), password(first))

    running.stop('SIGTERM')
    assert.equal(await running.exit, 0)
    assert.isUndefined(await answers(place.PORT))
    assert.isUndefined(await answers(place.SANDBOX_PORT))
    assert.isFalse(await databaseRuns(place.DATA_DIR))
  })

  test('a taken port is explained in one line', async ({ assert }) => {
    const other = createServer().listen(Number(place.PORT), '127.0.0.1')
    await once(other, 'listening')
    running = start(place)
    const code = await running.exit
    other.close()

    assert.equal(code, 1)
    assert.match(
      running.printed.err,
      new RegExp(`^✗ 端口 ${place.PORT} 已被其他程序占用[^\\n]*\\n$`)
    )
    assert.isFalse(await databaseRuns(place.DATA_DIR))
  })
})
