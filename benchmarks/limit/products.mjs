import { instant, statement } from './database.mjs'

export const COLUMNS = `
  p.id, p.name, p.description, c.name as category, b.name as brand, p.category_id, p.brand_id,
  p.price, p.source, p.stock, p.product_code, p.product_model, p.product_group, p.market_price,
  p.main_images, p.detail_images, p.product_image_url, p.product_page_urls, p.is_active,
  p.show_in_gift_zone, p.show_in_designer_zone, p.is_sales, p.no_sales_reason, p.view_count,
  p.sales_count, ${instant('p.created_at')} as created_at, ${instant('p.updated_at')} as updated_at,
  ${instant('p.last_sync_at')} as last_sync_at,
  (select json_agg(json_build_object('id', s.id, 'name', s.name, 'sku_code', s.sku_code,
      'specs', s.specs, 'price', s.price::text, 'stock', s.stock, 'image', s.image,
      'is_active', s.is_active, 'created_at', ${instant('s.created_at')},
      'updated_at', ${instant('s.updated_at')}) order by s.id)
    from product_skus s where s.product_id = p.id and s.is_active) as skus`
export const JOINS = 'join categories c on c.id = p.category_id join brands b on b.id = p.brand_id'

const list = statement(
  'list',
  `select (select count(*) from products where category_id = $1 and is_active) as total, ${COLUMNS}
   from (select * from products where category_id = $1 and is_active
     order by created_at desc, id desc limit 20) p ${JOINS}
   order by p.created_at desc, p.id desc`
)
const find = statement(
  'find',
  `select ${COLUMNS} from products p ${JOINS} where p.id = $1 and p.is_active`
)

/**
 * Products with their discount rules for one user: for carts and orders. The ids stand behind a select
 * of their own, because PostgreSQL would plan anew for every array it can look into.
 */
export const findForUser = statement(
  'find_for_user',
  `select ${COLUMNS}, (select json_build_object('type', d.discount_type, 'value', d.amount::text)
     from discount_targets t join discounts d on d.id = t.discount_id
     where t.user_id = $2 and t.product_id = p.id and d.effective_time <= now()
       and now() < d.expiration_time
     order by d.priority desc, d.updated_at desc, d.id desc limit 1) as rule
   from products p ${JOINS} where p.id = any((select $1::bigint[])::bigint[])`
)

export async function listProducts({ url, origin }) {
  return answerPage(await list([url.searchParams.get('category_id')]), { url, origin })
}

/** The first page of products in the shop's envelope; every row carries the total. */
export function answerPage(rows, { url, origin }) {
  const total = rows[0]?.total ?? 0
  const pages = Math.max(1, Math.ceil(total / 20))
  url.searchParams.set('page', '2')
  return {
    results: rows.map((row) => productOf(row, origin)),
    total,
    page: 1,
    total_pages: pages,
    has_next: pages > 1,
    has_previous: false,
    count: total,
    next: pages > 1 ? `${origin}${url.pathname}/?${url.searchParams}` : null,
    previous: null,
  }
}

export async function showProduct({ id, origin }) {
  const [row] = await find([id])
  return row ? productOf(row, origin) : null
}

/** A product as the shop answers it to a retail customer. */
export function productOf(row, origin) {
  const absolute = (path) => (path && (path.startsWith('http') ? path : origin + path)) || ''
  const urls = (paths) => paths.filter(Boolean).map(absolute)
  const skus = (row.skus ?? []).map((sku) => skuOf(sku, row.rule, absolute))
  const own = paid(Number(row.price), row.rule)
  const least = (pick) => Math.min(...skus.map(pick))
  const many = skus.length > 0
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    category: row.category,
    brand: row.brand,
    category_id: row.category_id,
    brand_id: row.brand_id,
    price: many ? least((sku) => Number(sku.price)).toFixed(2) : row.price,
    display_price: many ? least((sku) => sku.display_price) : Number(row.price),
    discounted_price: many ? least((sku) => sku.discounted_price) : own,
    originalPrice: Number(row.market_price ?? row.price),
    stock: many ? skus.reduce((sum, sku) => sum + sku.stock, 0) : row.stock,
    main_images: urls(row.main_images.length > 0 ? row.main_images : [row.product_image_url]),
    detail_images: urls(
      row.product_page_urls.length > 0 ? row.product_page_urls : row.detail_images
    ),
    product_image_url: absolute(row.product_image_url),
    product_page_urls: urls(row.product_page_urls),
    skus,
    spec_options: specOptions(skus),
    is_active: row.is_active,
    show_in_gift_zone: row.show_in_gift_zone,
    show_in_designer_zone: row.show_in_designer_zone,
    sales_count: row.sales_count,
    view_count: row.view_count,
    source: row.source,
    is_haier_product: row.source === 'haier',
    haier_info: null,
    product_code: row.product_code,
    product_model: row.product_model,
    product_group: row.product_group,
    is_sales: row.is_sales,
    no_sales_reason: row.no_sales_reason,
    warehouse_code: '',
    warehouse_grade: '',
    market_price: row.market_price,
    created_at: row.created_at,
    updated_at: row.updated_at,
    last_sync_at: row.last_sync_at,
  }
}

function skuOf(sku, rule, absolute) {
  return {
    id: sku.id,
    name: sku.name,
    sku_code: sku.sku_code,
    specs: sku.specs,
    price: sku.price,
    display_price: Number(sku.price),
    discounted_price: paid(Number(sku.price), rule),
    stock: sku.stock,
    image: absolute(sku.image),
    is_active: sku.is_active,
    created_at: sku.created_at,
    updated_at: sku.updated_at,
  }
}

/** Prices in floating point: good enough for a limit, never for a shop. */
function paid(price, rule) {
  if (!rule) return price
  const less = rule.type === 'amount' ? price - rule.value : (price * rule.value) / 10
  return Math.round(Math.max(0, less) * 100) / 100
}

function specOptions(skus) {
  const options = {}
  for (const { specs } of skus)
    for (const [name, value] of Object.entries(specs))
      if (!(options[name] ??= []).includes(value)) options[name].push(value)
  for (const values of Object.values(options)) values.sort()
  return options
}
