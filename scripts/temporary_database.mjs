import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { claim } from './claim.mjs'
import { ensureDatabase } from './database.mjs'
import { openCluster, removeCluster } from './embedded_postgres.mjs'
import { dataFolder, databaseVariables, secret } from './environment.mjs'
import { toolPath } from './install.mjs'
import { stillRuns } from './process_identity.mjs'
import { Processes } from './processes.mjs'
import { whenAskedToStop } from './signals.mjs'

const DATABASE = 'electric_test'

/** For clusters of which nothing needs to survive a crash. */
const THROW_AWAY = [
  ...['fsync=off', 'full_page_writes=off', 'synchronous_commit=off'],
  ...['max_connections=300', 'max_wal_size=2GB'],
]

/**
 * A PostgreSQL 17 with an empty database for this process alone, in `<data folder>/<purpose>-<pid>`.
 * Returns `{ folder, port, variables, remove }`: `folder` for further files of the run, `variables`
 * for the environment of the shop, `remove` stops the server and deletes the folder. What killed runs of the
 * same purpose left behind is removed first.
 */
async function temporaryDatabase(root, { purpose, settings = THROW_AWAY }) {
  const data = dataFolder(root)
  await removeAbandoned(data, purpose)

  const folder = join(data, `${purpose}-${process.pid}`)
  const owner = claim(join(folder, 'owner.json'))
  const password = secret(24)
  let cluster
  const remove = async () => {
    if (cluster) await removeCluster(cluster.folder)
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    cluster = await openCluster({
      root,
      folder: join(folder, 'postgres'),
      log: join(folder, 'postgres.log'),
      password,
      settings,
      onPlace: (place) => owner.note('cluster', place),
    })
    await ensureDatabase({
      folder: cluster.folder,
      port: cluster.port,
      password,
      database: DATABASE,
    })
  } catch (error) {
    await remove()
    throw error
  }
  const variables = databaseVariables({ port: cluster.port, password, database: DATABASE })
  return { folder, port: cluster.port, variables, remove }
}

/**
 * Runs `work({ database, processes })` with a temporary database and removes everything after it, however
 * it ends: also by Ctrl-C, a signal, or an error.
 */
export async function withTemporaryDatabase(root, options, work) {
  const variables = { ...process.env, PATH: toolPath(root) }
  const processes = new Processes({ cwd: root, variables })
  const opening = temporaryDatabase(root, options)
  let cleaning
  const cleanUp = () =>
    (cleaning ??= (async () => {
      await processes.stop()
      const database = await opening.catch(() => undefined)
      await database?.remove()
    })())
  whenAskedToStop(
    () => cleanUp().finally(() => process.exit(1)),
    () => processes.kill()
  )
  try {
    return await work({ database: await opening, processes })
  } finally {
    await cleanUp()
  }
}

/** Removes what runs left behind that were killed before they could do it themselves. */
async function removeAbandoned(data, purpose) {
  for (const name of readdirSync(data)) {
    if (!/^[a-z]+-\d+$/.test(name) || !name.startsWith(`${purpose}-`)) continue
    const folder = join(data, name)
    const left = leftBehind(join(folder, 'owner.json'))
    if (!left || stillRuns(left.owner)) continue
    if (left.notes.cluster) await removeCluster(left.notes.cluster)
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The claim of a run; undefined while a run that begins right now has not written it yet. */
function leftBehind(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if (error.code === 'ENOENT' || error instanceof SyntaxError) return undefined
    throw error
  }
}
