import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { Actor } from '#shared/actor'
import { execute, rows } from '#shared/rows'

export type ReleaseReason = 'order_cancelled' | 'order_refunded' | 'return_received'

/**
 * Gives back what the orders' lines still hold, and notes on each line that it was given back, so that
 * a second release adds nothing. The caller has locked the orders. Rows of stock are locked by id.
 * Rule: docs/rules/stock.md
 */
export async function releaseStock(
  orderIds: number[],
  reason: ReleaseReason,
  by: Actor,
  trx: TransactionClientContract
): Promise<void> {
  const carriers = await rows<{ product_id: number; sku_id: number | null }>(
    `select distinct product_id, sku_id from order_items
     where order_id = any(?) and locked_quantity > released_quantity`,
    [orderIds],
    trx
  )
  if (carriers.length === 0) return
  const productIds = carriers.filter((c) => c.sku_id === null).map((c) => c.product_id)
  const skuIds = carriers.flatMap((c) => (c.sku_id === null ? [] : [c.sku_id]))
  for (const [table, ids] of [
    ['products', productIds],
    ['product_skus', skuIds],
  ] as const) {
    if (ids.length === 0) continue
    await execute(`select id from ${table} where id = any(?) order by id for update`, [ids], trx)
    await execute(releaseTo(table), { orderIds, reason, operatorId: by.id }, trx)
  }
}

/** Adds up per carrier, and writes one log row per line with the stock as it was after that line. */
const releaseTo = (table: 'products' | 'product_skus') => {
  const [carrier, isHere] =
    table === 'products' ? ['product_id', 'sku_id is null'] : ['sku_id', 'sku_id is not null']
  return `
  with held as (
    select id, order_id, product_id, sku_id, ${carrier} as carrier,
      locked_quantity - released_quantity as quantity,
      sum(locked_quantity - released_quantity) over (partition by ${carrier} order by id) as running
    from order_items
    where order_id = any(:orderIds) and locked_quantity > released_quantity and ${isHere}
  ), given_back as (
    update order_items i set released_quantity = locked_quantity from held where i.id = held.id
  ), stocked as (
    update ${table} t set stock = t.stock + h.quantity, updated_at = now()
    from (select carrier, sum(quantity)::int as quantity from held group by carrier) h
    where t.id = h.carrier
    returning t.id, t.stock - h.quantity as stock_before
  )
  insert into inventory_logs
    (product_id, sku_id, change_type, quantity, reason, stock_after, order_id, created_by_id)
  select held.product_id, held.sku_id, 'release', held.quantity, :reason,
    stocked.stock_before + held.running, held.order_id, :operatorId
  from held join stocked on stocked.id = held.carrier
  order by held.id`
}
