import { basePrice, unitDiscount, type DiscountRule } from '#catalog/prices'
import { Money } from '#shared/money'
import type { ProductSource, UserRole } from '#shared/labels'

/** A SKU as the database sends it: amounts and instants are finished text. */
export interface SkuRow {
  id: number
  name: string
  sku_code: string
  specs: Record<string, string>
  price: string
  stock: number
  image: string
  is_active: boolean
  created_at: string
  updated_at: string
}

/** A product as the database sends it, with the names around it and its SKUs in ascending id. */
export interface ProductRow {
  id: number
  name: string
  description: string
  category: string
  brand: string
  category_id: number
  brand_id: number
  price: string
  dealer_price: string | null
  source: ProductSource
  stock: number
  product_code: string | null
  product_model: string
  product_group: string
  supply_price: string | null
  invoice_price: string | null
  market_price: string | null
  stock_rebate: string | null
  rebate_money: string | null
  main_images: string[]
  detail_images: string[]
  product_image_url: string
  product_page_urls: string[]
  is_active: boolean
  show_in_gift_zone: boolean
  show_in_designer_zone: boolean
  is_sales: string
  no_sales_reason: string
  view_count: number
  sales_count: number
  warehouse_code: string
  warehouse_grade: string
  created_at: string
  updated_at: string
  last_sync_at: string | null
  skus: SkuRow[]
  rule: DiscountRule | null
}

export interface PricedSku {
  id: number
  productId: number
  isActive: boolean
  stock: number
  price: Money
  /** What the viewer pays for one before and after the discount. */
  displayPrice: Money
  discountedPrice: Money
  row: SkuRow
}

export interface PricedProduct {
  id: number
  isActive: boolean
  source: ProductSource
  /** Active SKUs only, ascending id. With any of them, stock and prices are their sum and minima. */
  skus: PricedSku[]
  stock: number
  price: Money
  displayPrice: Money
  discountedPrice: Money
  row: ProductRow
}

/** Prices a product and its active SKUs for somebody of this role. Rule: docs/rules/catalogue.md */
export function pricedProduct(row: ProductRow, role: UserRole | null): PricedProduct {
  const skus: PricedSku[] = []
  for (const sku of row.skus) if (sku.is_active) skus.push(pricedSku(sku, row, role))
  const own = Money.yuan(row.price)
  const head = { id: row.id, isActive: row.is_active, source: row.source, skus, row }
  if (skus.length === 0) return { ...head, stock: row.stock, price: own, ...paid(row, null, role) }
  return {
    ...head,
    stock: skus.reduce((sum, sku) => sum + sku.stock, 0),
    price: least(skus, 'price'),
    displayPrice: least(skus, 'displayPrice'),
    discountedPrice: least(skus, 'discountedPrice'),
  }
}

/** Prices one SKU, active or not, of this product. */
export function pricedSku(sku: SkuRow, row: ProductRow, role: UserRole | null): PricedSku {
  const price = Money.yuan(sku.price)
  return {
    id: sku.id,
    productId: row.id,
    isActive: sku.is_active,
    stock: sku.stock,
    price,
    ...paid(row, price, role),
    row: sku,
  }
}

function paid(row: ProductRow, skuPrice: Money | null, role: UserRole | null) {
  const displayPrice = basePrice({
    role,
    price: Money.yuan(row.price),
    dealerPrice: row.dealer_price === null ? null : Money.yuan(row.dealer_price),
    skuPrice,
  })
  return {
    displayPrice,
    discountedPrice: displayPrice.minus(unitDiscount(displayPrice, row.rule)),
  }
}

function least(skus: PricedSku[], key: 'price' | 'displayPrice' | 'discountedPrice'): Money {
  return skus.reduce((lowest, sku) => Money.min(lowest, sku[key]), skus[0][key])
}
