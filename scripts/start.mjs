/** `npm start` and `npm run dev`: the whole shop on this machine. Runs on Node 20 with nothing installed. */
import { join } from 'node:path'
import { ensureInstalled, nodeFor } from './install.mjs'
import { demoEnvironment, rememberEnvironment } from './environment.mjs'
import { claim } from './claim.mjs'
import { answers, requireFree } from './ports.mjs'
import { endOrphans, Processes } from './processes.mjs'
import { stillRuns } from './process_identity.mjs'
import { complain, Refusal, say, timed } from './report.mjs'
import { reloadOnChange } from './reload.mjs'
import { ensureShop } from './assets.mjs'
import { openDatabase } from './database.mjs'
import { whenAskedToStop } from './signals.mjs'
import { summary } from './summary.mjs'

const root = join(import.meta.dirname, '..')
const dev = process.argv.includes('--dev')
const command = dev ? 'npm run dev' : 'npm start'
/** What must be undone at the end, last first. */
const undo = []

async function start() {
  await ensureInstalled(root)
  const node = nodeFor(root)
  const demo = demoEnvironment(root)

  const ours = claim(join(demo.folder, 'running.json'))
  if (ours.owner)
    throw new Refusal(
      `商城已在运行（进程 ${ours.owner.pid}）。要再开一个，请另设 DATA_DIR 和端口。`
    )
  undo.push(ours.release)
  await endOrphans((ours.previous?.notes.children ?? []).filter(stillRuns))
  await requireFree('PORT', demo.port, demo.host, command)
  await requireFree('SANDBOX_PORT', demo.sandboxPort, '127.0.0.1', command)

  const processes = new Processes({
    cwd: root,
    variables: demo.variables,
    onChange: (children) => ours.note('children', children),
  })
  whenAskedToStop(
    () => {
      say('正在停止…')
      stop(0)
    },
    () => processes.kill()
  )
  const opening = openDatabase(root, demo)
  undo.push(async () => (await opening.catch(() => ({}))).stop?.())
  undo.push(() => processes.stop())
  undo.push(() => processes.stop(['商城', '后台任务']))
  const database = await opening
  Object.assign(processes.variables, database.variables)
  rememberEnvironment(demo.folder, processes.variables)

  const source = ['--import=@poppinss/ts-exec']
  await Promise.all([
    timed('准备数据库（迁移、队列、演示数据）', () =>
      processes.run('准备数据库', node, [...source, 'ace.js', 'shop:prepare', '--seed'])
    ),
    dev || ensureShop(root, { processes, node }),
  ])
  say('启动商城和后台任务')
  /** Developers run the sources; everybody else runs what production runs. */
  const place = dev ? { reload: true } : { cwd: join(root, 'build') }
  const ace = dev ? [...source, 'ace.js'] : ['ace.js']
  const web = dev
    ? {
        args: [...ace, 'serve', '--hmr', '--no-clear'],
        stopBy: 'SIGINT',
        ready: () => answers(demo.port, demo.host),
      }
    : { args: ['bin/server.js'], cwd: place.cwd }
  await processes.serve('沙箱', node, [...ace, 'sandbox'], place)
  await Promise.all([
    processes.serve('商城', node, web.args, web),
    processes.serve('后台任务', node, [...ace, 'worker'], place),
  ])
  if (dev) {
    reloadOnChange(root, ['app/sandbox'], () => processes.restart('沙箱'))
    reloadOnChange(root, ['app', 'config', 'start'], () => processes.restart('后台任务'))
  }
  process.stdout.write(summary({ ...demo, dev, embedded: database.stop !== undefined }))

  const first = await Promise.race([processes.ended, database.ended])
  throw new Refusal(`${first.name}意外退出，正在停止其余部分。`)
}

let stopping
/** Stops what was started, in order: web and worker, then the sandbox, then the database. */
function stop(code) {
  stopping ??= (async () => {
    for (const step of undo.splice(0).reverse()) await step()
  })().then(
    () => process.exit(code),
    (error) => {
      complain(error)
      process.exit(1)
    }
  )
  return stopping
}

start().catch((error) => {
  if (!stopping) complain(error)
  return stop(1)
})
