import { join } from 'node:path'
import { DATABASE_USER, openCluster } from './embedded_postgres.mjs'
import { databaseVariables } from './environment.mjs'
import { Refusal, timed } from './report.mjs'

/**
 * The database of the demo: the external one that `POSTGRES_HOST` names, or the embedded server.
 * Returns `{ variables, stop, ended }`; an external one has nothing to stop.
 */
export async function openDatabase(root, { folder, kept }) {
  if (process.env.POSTGRES_HOST?.trim()) return { variables: {}, ended: new Promise(() => {}) }
  const password = kept.databasePassword
  const database = process.env.POSTGRES_DB?.trim() || 'electric_dev'
  const cluster = await timed('启动数据库（PostgreSQL 17）', () =>
    openCluster({
      root,
      folder: join(folder, 'postgres'),
      log: join(folder, 'postgres.log'),
      password,
    })
  )
  try {
    await ensureDatabase({ folder: cluster.folder, port: cluster.port, password, database })
  } catch (error) {
    await cluster.stop()
    throw error
  }
  return {
    variables: databaseVariables({ port: cluster.port, password, database }),
    stop: cluster.stop,
    ended: cluster.ended.then(() => ({ name: '数据库' })),
  }
}

/** Creates the database when it does not exist yet. Returns whether it did. */
export async function ensureDatabase({ folder, port, password, database }) {
  const { default: pg } = await import('pg')
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    password,
    user: DATABASE_USER,
    database: 'postgres',
  })
  try {
    await client.connect()
    const { rowCount } = await client.query('select from pg_database where datname = $1', [
      database,
    ])
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(database)}`)
    return rowCount === 0
  } catch (error) {
    if (error.code === '28P01')
      throw new Refusal(
        `数据库密码与 secrets.json 不一致：请恢复该文件，或删除 ${folder} 重新开始（演示数据会丢失）。`
      )
    throw error
  } finally {
    await client.end()
  }
}
