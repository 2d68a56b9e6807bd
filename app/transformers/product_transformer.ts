import type { Static } from 'typebox'
import type { PricedProduct, PricedSku, ProductRow } from '#catalog/priced_product'
import { publicUrl } from '#media/public_url'
import { isStaffRole, type UserRole } from '#shared/labels'
import { Money } from '#shared/money'
import type { HaierInfoSchema, ProductSchema, SkuSchema } from '#transformers/product_schema'

export interface Audience {
  role: UserRole | null
  origin: string
}

/**
 * A product as the mini-program reads it. The key `dealer_price` exists for dealers and staff, the
 * purchase prices for administrators; warehouse data is blank for everybody else.
 * Rule: docs/rules/catalogue.md
 */
export function productAnswer(
  product: PricedProduct,
  audience: Audience
): Static<typeof ProductSchema> {
  const { row } = product
  const { role, origin } = audience
  const admin = role === 'admin'
  const own = row.main_images.length > 0 ? row.main_images : [row.product_image_url]
  const details = row.product_page_urls.length > 0 ? row.product_page_urls : row.detail_images
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    category: row.category,
    brand: row.brand,
    category_id: row.category_id,
    brand_id: row.brand_id,
    price: product.price.toString(),
    display_price: product.displayPrice.toNumber(),
    discounted_price: product.discountedPrice.toNumber(),
    originalPrice: originalPrice(row),
    ...((role === 'dealer' || (role && isStaffRole(role))) && { dealer_price: row.dealer_price }),
    stock: product.stock,
    main_images: urls(own, origin),
    detail_images: urls(details, origin),
    product_image_url: publicUrl(row.product_image_url, origin),
    product_page_urls: urls(row.product_page_urls, origin),
    skus: product.skus.map((sku) => skuAnswer(sku, audience)),
    spec_options: specOptions(product.skus),
    is_active: row.is_active,
    show_in_gift_zone: row.show_in_gift_zone,
    show_in_designer_zone: row.show_in_designer_zone,
    sales_count: row.sales_count,
    view_count: row.view_count,
    source: row.source,
    is_haier_product: row.source === 'haier',
    haier_info: haierInfo(row, admin),
    product_code: row.product_code,
    product_model: row.product_model,
    product_group: row.product_group,
    is_sales: row.is_sales,
    no_sales_reason: row.no_sales_reason,
    warehouse_code: admin ? row.warehouse_code : '',
    warehouse_grade: admin ? row.warehouse_grade : '',
    market_price: row.market_price,
    ...(admin && {
      supply_price: row.supply_price,
      invoice_price: row.invoice_price,
      stock_rebate: row.stock_rebate,
      rebate_money: row.rebate_money,
    }),
    created_at: row.created_at,
    updated_at: row.updated_at,
    last_sync_at: row.last_sync_at,
  }
}

/** A SKU as the mini-program reads it, active or not. */
export function skuAnswer(sku: PricedSku, { origin }: Audience): Static<typeof SkuSchema> {
  const { row } = sku
  return {
    id: row.id,
    name: row.name,
    sku_code: row.sku_code,
    specs: row.specs,
    price: row.price,
    display_price: sku.displayPrice.toNumber(),
    discounted_price: sku.discountedPrice.toNumber(),
    stock: row.stock,
    image: publicUrl(row.image, origin),
    is_active: row.is_active,
    created_at: row.created_at,
    updated_at: row.updated_at,
  }
}

/** The price that is struck through: the market's, else the product's own retail price. */
function originalPrice(row: ProductRow): number {
  const market = row.market_price === null ? Money.zero : Money.yuan(row.market_price)
  return (market.fen > 0 ? market : Money.yuan(row.price)).toNumber()
}

function urls(stored: string[], origin: string): string[] {
  const absolute: string[] = []
  for (const url of stored) if (url !== '') absolute.push(publicUrl(url, origin))
  return absolute
}

/** The values to choose from, by name of the specification, over the active SKUs. */
function specOptions(skus: PricedSku[]): Record<string, string[]> {
  const options = new Map<string, Set<string>>()
  for (const { row } of skus)
    for (const [name, value] of Object.entries(row.specs)) {
      const values = options.get(name)
      if (values) values.add(value)
      else options.set(name, new Set([value]))
    }
  return Object.fromEntries([...options].map(([name, values]) => [name, [...values].sort()]))
}

function haierInfo(row: ProductRow, admin: boolean): Static<typeof HaierInfoSchema> | null {
  if (row.source !== 'haier' || !row.product_code) return null
  return {
    product_code: row.product_code,
    product_model: row.product_model,
    product_group: row.product_group,
    market_price: row.market_price === null ? null : Number(row.market_price),
    is_sales: row.is_sales,
    no_sales_reason: row.no_sales_reason,
    warehouse_code: admin ? row.warehouse_code : '',
    warehouse_grade: admin ? row.warehouse_grade : '',
    last_sync_at: row.last_sync_at,
    ...(admin && {
      supply_price: row.supply_price === null ? null : Number(row.supply_price),
      invoice_price: row.invoice_price === null ? null : Number(row.invoice_price),
    }),
  }
}
