import type { Paging } from '#shared/paging'
import { rows } from '#shared/rows'

/** Pieces up to which goods on sale count as running low. */
export const LOW_STOCK = 5

export interface LowStockRow {
  product_id: number
  product_name: string
  sku_name: string
  sku_code: string
  stock: number
}

/** Local goods on sale with few pieces left: by SKU where there are SKUs, else by product. */
export const LOW_STOCK_SQL = `
  select p.id as product_id, p.name as product_name, s.name as sku_name, s.sku_code, s.stock, s.id as sku_id
  from product_skus s join products p on p.id = s.product_id
  where s.is_active and s.stock <= ${LOW_STOCK} and p.is_active and p.source = 'local'
  union all
  select p.id, p.name, '', p.product_model, p.stock, null
  from products p
  where p.is_active and p.source = 'local' and p.stock <= ${LOW_STOCK}
    and not exists (select 1 from product_skus s where s.product_id = p.id and s.is_active)`

/** Goods that run low, the emptiest first. One statement. */
export function lowStock({ offset, pageSize }: Paging): Promise<LowStockRow[]> {
  return rows<LowStockRow>(
    `select * from (${LOW_STOCK_SQL}) as low
     order by stock, product_id desc, sku_id limit ? offset ?`,
    [pageSize, offset]
  )
}
