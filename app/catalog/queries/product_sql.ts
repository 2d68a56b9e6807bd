import { instant } from '#shared/sql'

/** The columns of `ProductRow`; `p`, `c` and `b` are product, category and brand. */
export const PRODUCT_COLUMNS = `
  p.id, p.name, p.description, c.name as category, b.name as brand, p.category_id, p.brand_id,
  p.price, p.dealer_price, p.source, p.stock, p.product_code, p.product_model, p.product_group,
  p.supply_price, p.invoice_price, p.market_price, p.stock_rebate, p.rebate_money, p.main_images,
  p.detail_images, p.product_image_url, p.product_page_urls, p.is_active, p.show_in_gift_zone,
  p.show_in_designer_zone, p.is_sales, p.no_sales_reason, p.view_count, p.sales_count,
  p.warehouse_code, p.warehouse_grade, ${instant('p.created_at')} as created_at,
  ${instant('p.updated_at')} as updated_at, ${instant('p.last_sync_at')} as last_sync_at`

export const PRODUCT_JOINS = `
  join categories c on c.id = p.category_id
  join brands b on b.id = p.brand_id`

/** The SKUs of product `p` as a JSON column; `condition` speaks of `s`. */
export function skusColumn(condition: string): string {
  return `
  (select coalesce(json_agg(json_build_object(
      'id', s.id, 'name', s.name, 'sku_code', s.sku_code, 'specs', s.specs, 'price', s.price::text,
      'stock', s.stock, 'image', s.image, 'is_active', s.is_active,
      'created_at', ${instant('s.created_at')}, 'updated_at', ${instant('s.updated_at')}
    ) order by s.id), '[]')
    from product_skus s where s.product_id = p.id and ${condition}) as skus`
}

/**
 * The discount rule of product `p` for one user (one binding: the user's id) as a JSON column. The
 * same choice as in find_discount_rules.ts.
 */
export const RULE_COLUMN = `
  (select json_build_object('id', d.id, 'type', d.discount_type, 'value', d.amount::text)
    from discount_targets t join discounts d on d.id = t.discount_id
    where t.user_id = ? and t.product_id = p.id
      and d.effective_time <= now() and now() < d.expiration_time
    order by d.priority desc, d.updated_at desc, d.id desc limit 1) as rule`

/** Nobody is signed in: there is no rule to look for, and no binding. */
export const NO_RULE_COLUMN = `null::json as rule`
