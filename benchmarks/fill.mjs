import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { secret } from '../scripts/environment.mjs'
import { freePort } from '../scripts/ports.mjs'
import { timed } from '../scripts/report.mjs'
import { parentOf } from './machine.mjs'
import { developmentSettings, throwAwayMerchant } from './settings.mjs'

/** The size of the catalogue and of the order book that the budgets speak of. */
const USUAL = { products: 10_000, orders: 100_000 }

/**
 * Keys, ports and a filled database: what every process of the run needs. `otherDatabase({ name, products,
 * orders })` makes a further one on the same PostgreSQL and answers the same run with it.
 */
export async function prepareRun({ root, node, plan, database, processes }) {
  const merchant = { ...throwAwayMerchant(database.folder), secretKey: secret(48) }
  const payPort = await freePort()
  const file = join(database.folder, 'run.json')
  writeFileSync(file, JSON.stringify({ merchant, payPort }), { mode: 0o600 })
  const run = {
    ...{ root, node, plan, processes, merchant, payPort, file },
    folder: database.folder,
    build: join(root, 'build'),
    database: database.variables,
    databasePort: database.port,
  }
  const facts = await fill(run, USUAL)
  const client = await connect(run)
  const { rows } = await client.query('select pg_backend_pid() as pid')
  const whole = { ...run, client, facts, postmaster: parentOf(rows[0].pid) }
  return { ...whole, otherDatabase: (size) => otherDatabase(whole, size) }
}

async function otherDatabase(run, { name, ...size }) {
  const database = `bench_${name}`
  await run.client.query(`create database ${database}`)
  const other = { ...run, database: { ...run.database, POSTGRES_DB: database } }
  return { ...other, facts: await fill(other, { name, ...size }) }
}

/** Writes the data and answers what the load must know about them. */
async function fill(run, { name = 'facts', products, orders }) {
  const file = join(run.folder, `${name}.json`)
  const variables = {
    ...developmentSettings(run, { port: 0, payPort: run.payPort }),
    BENCH_FACTS: file,
    BENCH_PASSWORD: secret(18),
    BENCH_PRODUCTS: String(products),
    BENCH_ORDERS: String(orders),
  }
  const command = ['--import=@poppinss/ts-exec', 'benchmarks/prepare.ts']
  const what = `写入 ${products} 种商品和 ${orders} 个订单`
  await timed(what, () => run.processes.run(what, run.node, command, { quiet: true, variables }))
  return JSON.parse(readFileSync(file, 'utf8'))
}

async function connect({ database, databasePort }) {
  const client = new pg.Client({
    host: '127.0.0.1',
    port: databasePort,
    user: database.POSTGRES_USER,
    password: database.POSTGRES_PASSWORD,
    database: database.POSTGRES_DB,
  })
  await client.connect()
  return client
}
