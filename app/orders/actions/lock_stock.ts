import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { QuotedLine } from '#orders/queries/quote_order'
import { spokenName } from '#orders/spoken_name'
import type { Actor } from '#shared/actor'
import { DomainError } from '#shared/domain_error'
import { execute, row } from '#shared/rows'

/**
 * Takes the local lines of an order out of stock, in the order that all transactions use (products by
 * id, then SKUs by id), each by one conditional update. Supplier lines hold no local stock.
 * @throws DomainError INSUFFICIENT_STOCK with product_id, sku_id, requested, available
 * Rule: docs/rules/stock.md
 */
export async function lockStock(
  orderId: number,
  lines: QuotedLine[],
  by: Actor,
  trx: TransactionClientContract
): Promise<void> {
  for (const line of inLockOrder(lines.filter(({ source }) => source === 'local'))) {
    const locked = await execute(
      line.skuId === null ? LOCK_PRODUCT : LOCK_SKU,
      {
        id: line.skuId ?? line.productId,
        productId: line.productId,
        skuId: line.skuId,
        quantity: line.quantity,
        orderId,
        operatorId: by.id,
      },
      trx
    )
    if (locked === 0) throw await insufficient(line, trx)
  }
}

const lockOf = (table: 'products' | 'product_skus') => `
  with locked as (
    update ${table} set stock = stock - :quantity, updated_at = now()
    where id = :id and stock >= :quantity
    returning stock
  )
  insert into inventory_logs
    (product_id, sku_id, change_type, quantity, reason, stock_after, order_id, created_by_id)
  select :productId, :skuId, 'lock', -:quantity::int, 'order_created', stock, :orderId, :operatorId
  from locked`

const LOCK_PRODUCT = lockOf('products')
const LOCK_SKU = lockOf('product_skus')

function inLockOrder(lines: QuotedLine[]): QuotedLine[] {
  return lines.toSorted(
    (a, b) =>
      Number(a.skuId !== null) - Number(b.skuId !== null) ||
      (a.skuId ?? a.productId) - (b.skuId ?? b.productId)
  )
}

async function insufficient(line: QuotedLine, trx: TransactionClientContract) {
  const carrier = line.skuId === null ? 'products' : 'product_skus'
  const left = await row<{ stock: number }>(
    `select stock from ${carrier} where id = ?`,
    [line.skuId ?? line.productId],
    trx
  )
  const available = left?.stock ?? 0
  const message =
    available > 0
      ? `${spokenName(line.productName)}库存不足，仅剩 ${available} 件`
      : `${spokenName(line.productName)}已售罄`
  return new DomainError('INSUFFICIENT_STOCK', message, {
    fields: { quantity: [message] },
    extra: {
      product_id: line.productId,
      sku_id: line.skuId,
      requested: line.quantity,
      available,
    },
  })
}
