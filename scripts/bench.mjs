/**
 * `npm run bench [-- --quick] [--only list,order] [--products=100000] [--no-build]`: measures the built
 * shop against a bare server on the same database and prints a table. Ends with 1 when something that
 * must hold does not. `products` is how many the larger catalogue has. Docs: docs/benchmarks.md
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureInstalled, nodeFor } from './install.mjs'
import { complain, Refusal } from './report.mjs'
import { withTemporaryDatabase } from './temporary_database.mjs'

const root = join(import.meta.dirname, '..')

/** As in production: everything that was committed survives a crash. Both servers use it. */
const AS_IN_PRODUCTION = [
  ...['fsync=on', 'synchronous_commit=on', 'full_page_writes=on'],
  ...['shared_buffers=512MB', 'max_wal_size=4GB', 'max_connections=100'],
]

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        quick: { type: 'boolean', default: false },
        only: { type: 'string', default: '' },
        products: { type: 'string', default: '100000' },
        build: { type: 'boolean', default: true },
      },
      allowNegative: true,
    })
    const products = Number(values.products)
    if (!Number.isInteger(products) || products < 10_000)
      throw new Error('--products 应为不小于 10000 的整数')
    return { ...values, products, only: values.only.split(',').filter(Boolean) }
  } catch (error) {
    throw new Refusal(
      `${error.message}\n用法：npm run bench -- [--quick] [--only 项目,…] [--products=100000] [--no-build]`
    )
  }
}

try {
  await ensureInstalled(root)
  const node = nodeFor(root)
  if (node === process.execPath) {
    const options = readOptions()
    const { measure } = await import('../benchmarks/measure.mjs')
    const held = await withTemporaryDatabase(
      ...[root, { purpose: 'bench', settings: AS_IN_PRODUCTION }],
      (context) => measure({ root, node, options, ...context })
    )
    process.exitCode = held ? 0 : 1
  } else {
    const { status } = spawnSync(node, process.argv.slice(1), { stdio: 'inherit' })
    process.exitCode = status ?? 1
  }
} catch (error) {
  complain(error)
  process.exitCode = 1
}
