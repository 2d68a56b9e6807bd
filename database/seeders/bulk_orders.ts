import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { seedBulkCatalogue } from '#database/seeders/bulk_catalogue'
import * as sql from '#database/seeders/bulk_orders_sql'
import { execute, row, rows } from '#shared/rows'

/** From here on building the indexes anew is quicker than growing them row by row. */
const MANY = 20_000

/**
 * Fills the shop with orders of every status for measurements and pictures, with lines, payments,
 * refunds and histories, by set-based statements in one transaction: 100,000 orders in about half a
 * minute. About 300 orders a day up to now, over at most a year. Adds to what is there; makes 1,000
 * products when the catalogue is empty. Stock does not move.
 */
export async function seedBulkOrders({ count = 10_000, users = 500 } = {}): Promise<void> {
  if (count < 1) return
  if (!(await row('select 1 from products where is_active limit 1')))
    await seedBulkCatalogue({ products: 1_000, categories: 20 })
  await db.transaction(async (trx) => {
    const indexes = count >= MANY ? await dropIndexes(trx) : []
    await execute(sql.USERS, [users], trx)
    await execute(sql.PLAIN_PRODUCTS, [], trx)
    await execute(sql.PLAIN_USERS, [users], trx)
    const ids = await row<{ base: number }>(sql.RESERVE_IDS, [count], trx)
    const days = Math.min(365, Math.max(2, count / 300))
    await execute(sql.PLAN, [ids?.base ?? 0, (days * 86_400) / count, count], trx)
    await execute(sql.LINES, [], trx)
    await execute('analyze bulk_plan', [], trx)
    await execute('analyze bulk_line', [], trx)
    for (const statement of sql.RECORDS) await execute(statement, [], trx)
    await execute(`set local maintenance_work_mem = '256MB'`, [], trx)
    for (const { indexdef } of indexes) await execute(indexdef, [], trx)
  })
  await execute(
    'vacuum (analyze) users, orders, order_items, order_status_histories, payments, refunds'
  )
}

async function dropIndexes(trx: TransactionClientContract) {
  const indexes = await rows<{ name: string; indexdef: string }>(
    `select c.relname as name, pg_get_indexdef(i.indexrelid) as indexdef
     from pg_index i join pg_class c on c.oid = i.indexrelid
     where not i.indisunique and i.indrelid = any(array['orders', 'order_items',
       'order_status_histories', 'payments']::regclass[])`,
    [],
    trx
  )
  for (const { name } of indexes) await execute(`drop index ${name}`, [], trx)
  return indexes
}
