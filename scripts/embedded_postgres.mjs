import { spawn, spawnSync } from 'node:child_process'
import {
  chownSync,
  existsSync,
  mkdirSync,
  openSync,
  closeSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { freePort } from './ports.mjs'
import { databaseAccount, programs, reachable } from './postgres_account.mjs'
import { commandLine, gone, identify, pause, stillRuns } from './process_identity.mjs'
import { Refusal, say } from './report.mjs'

export const DATABASE_USER = 'electric'
const MAJOR = '17'

/**
 * A running PostgreSQL 17 on 127.0.0.1 whose data lie in `folder`. Makes the cluster when it does not
 * exist, and takes over a server that a killed starter left behind. `password` is the one of
 * the user `electric`; `settings` are PostgreSQL settings such as `fsync=off`.
 * `onPlace` hears where the data really lie, before anything is written there.
 * Returns `{ folder, port, ended, stop }`; `ended` settles when a server that we started ends.
 */
export async function openCluster({
  root,
  folder: wanted,
  password,
  log,
  settings = [],
  onPlace = () => {},
}) {
  const account = databaseAccount()
  const folder = reachable(wanted, account)
  if (folder !== wanted) say(`数据库账户无法进入项目目录，数据库放在 ${folder}`)
  onPlace(folder)
  const bin = programs(root, account)

  if (!existsSync(folder)) createCluster({ bin, folder, password, account })
  const version = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim()
  if (version !== MAJOR)
    throw new Refusal(
      `${folder} 是 PostgreSQL ${version} 的数据，需要 ${MAJOR}，请换一个 DATA_DIR。`
    )

  const found = await adopt(folder)
  const server = found ?? (await start({ bin, folder, account, settings, log }))
  return { folder, ...server, stop: () => stopServer(server.process) }
}

/** Made beside its place and then moved there: a half-made cluster is never mistaken for one. */
function createCluster({ bin, folder, password, account }) {
  const half = `${folder}.new`
  const passwordFile = `${folder}.password`
  rmSync(half, { recursive: true, force: true })
  mkdirSync(half, { recursive: true, mode: 0o700 })
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (account.uid !== undefined)
    for (const path of [half, passwordFile]) chownSync(path, account.uid, account.gid)

  const made = spawnSync(
    join(bin, 'initdb'),
    [
      ...['-D', half, `--username=${DATABASE_USER}`, `--pwfile=${passwordFile}`],
      ...['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--no-sync'],
      ...['--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    ],
    { ...account, cwd: '/', encoding: 'utf8' }
  )
  rmSync(passwordFile)
  if (made.status !== 0) {
    rmSync(half, { recursive: true, force: true })
    throw new Refusal(`无法创建数据库：${(made.stderr || String(made.error)).trim()}`)
  }
  renameSync(half, folder)
}

/** What the server says of itself: its process, its port, and whether it takes connections. */
function pidFile(folder) {
  const file = join(folder, 'postmaster.pid')
  if (!existsSync(file)) return undefined
  const lines = readFileSync(file, 'utf8').split('\n')
  return { pid: Number(lines[0]), port: Number(lines[3]), status: lines[7]?.trim() }
}

/**
 * The server that already runs on this folder. A file whose number now belongs to a stranger is
 * removed: PostgreSQL itself would refuse to start beside it.
 */
async function adopt(folder) {
  const file = pidFile(folder)
  if (!file) return undefined
  const server = identify(file.pid)
  const ours = commandLine(file.pid).includes(`-D ${folder} `)
  if (!ours) rmSync(join(folder, 'postmaster.pid'))
  if (!ours || !stillRuns(server)) return undefined

  while (stillRuns(server)) {
    const { status, port } = pidFile(folder) ?? {}
    if (status === 'ready') return { port, process: server, ended: new Promise(() => {}) }
    await pause(50)
  }
  return undefined
}

/** Starts the server detached, so that Ctrl-C reaches the starter alone and the order of stopping is ours. */
async function start({ bin, folder, account, settings, log }) {
  mkdirSync(dirname(log), { recursive: true })
  for (let attempt = 1; ; attempt++) {
    const port = await freePort()
    const output = openSync(log, 'w', 0o600)
    const all = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', ...settings]
    const child = spawn(
      join(bin, 'postgres'),
      ['-D', folder, '-p', String(port), ...all.flatMap((setting) => ['-c', setting])],
      { ...account, cwd: '/', detached: true, stdio: ['ignore', output, output], env: {} }
    )
    closeSync(output)
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.unref()
    const server = identify(child.pid)

    while (stillRuns(server)) {
      const file = pidFile(folder)
      if (file?.pid === child.pid && file.status === 'ready')
        return { port, process: server, ended }
      await pause(20)
    }
    const said = readFileSync(log, 'utf8')
    const passing = /Address already in use|shared memory block .* still in use/.test(said)
    if (!passing || attempt === 10) throw new Refusal(`数据库无法启动：\n${said.trim()}`)
    await pause(300)
  }
}

/** Stops a server: connections are cut and data are written; harder when that takes too long. */
async function stopServer(server) {
  for (const [signal, patience] of [
    ['SIGINT', 15_000],
    ['SIGQUIT', 3_000],
    ['SIGKILL', 3_000],
  ]) {
    if (!stillRuns(server)) return
    process.kill(server.pid, signal)
    if (await gone([server], patience)) return
  }
}

/** Removes a cluster of which nobody is left: stops its server first when it still runs. */
export async function removeCluster(folder) {
  const file = existsSync(folder) ? pidFile(folder) : undefined
  if (file && commandLine(file.pid).includes(`-D ${folder} `)) await stopServer(identify(file.pid))
  rmSync(folder, { recursive: true, force: true })
}
