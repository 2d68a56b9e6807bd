import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { alone } from './claim.mjs'
import { Refusal, timed } from './report.mjs'

const NODE_NEEDED = 24
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex')

/**
 * Installs the packages of the lock file when they are missing or older than it. Uses nothing but
 * Node itself, also an old one.
 */
export async function ensureInstalled(root) {
  const stamp = join(root, 'node_modules/.installed-from')
  const wanted = sha256(readFileSync(join(root, 'package-lock.json')))
  const installed = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted
  if (installed()) return

  await alone(join(root, 'tmp/install.lock'), async () => {
    if (installed()) return
    if (!matchesLockFile(root)) await timed('安装依赖（npm ci）', async () => npmCi(root))
    writeFileSync(stamp, wanted)
  })
}

/** Whether npm's own record of what it installed agrees with the lock file: somebody ran npm by hand. */
function matchesLockFile(root) {
  const record = join(root, 'node_modules/.package-lock.json')
  if (!existsSync(record)) return false
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
  const present = JSON.parse(readFileSync(record, 'utf8')).packages
  const same = (path) => wanted[path]?.integrity === present[path]?.integrity
  const needed = Object.keys(wanted).filter((path) => path && !wanted[path].optional)
  return Object.keys(present).every(same) && needed.every((path) => path in present && same(path))
}

/** npm replaces the folder that our own Node may run from: it must run under the machine's. */
function npmCi(root) {
  const bin = join(root, 'node_modules')
  const path = process.env.PATH.split(delimiter).filter((folder) => !folder.startsWith(bin))
  const { status, error } = spawnSync(
    'npm',
    ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, PATH: path.join(delimiter) },
    }
  )
  if (error) throw new Refusal('找不到 npm，请先安装 Node.js 20 或更新的版本。')
  if (status !== 0) throw new Refusal('依赖安装失败，请根据上面 npm 的提示处理后重试。')
}

/** The Node that runs the shop: this one when it is new enough, else the one among the packages. */
export function nodeFor(root) {
  if (Number(process.versions.node.split('.')[0]) >= NODE_NEEDED) return process.execPath
  const packaged = join(root, 'node_modules/node/bin/node')
  if (existsSync(packaged)) return packaged
  throw new Refusal(`需要 Node.js ${NODE_NEEDED}，当前是 ${process.versions.node}，请升级后重试。`)
}

/** The environment for child processes: tools of the project and its Node come first. */
export function toolPath(root) {
  return [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter)
}
