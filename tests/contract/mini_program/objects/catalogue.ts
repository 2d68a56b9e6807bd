import {
  count,
  exactly,
  filledText,
  flag,
  id,
  instant,
  integer,
  list,
  map,
  moneyN,
  moneyS,
  nothing,
  nullable,
  object,
  oneOf,
  text,
  url,
  urlOrNone,
  type Shape,
} from '../shapes.js'

const times = { created_at: instant, updated_at: instant }

const categoryFields = {
  id,
  name: filledText,
  order: integer,
  logo: urlOrNone,
  level: oneOf('major', 'minor', 'item'),
  parent_id: nullable(id),
}

/** 8.9; children have no children of their own here */
export const category = object({ ...categoryFields, children: list(object(categoryFields)) })

/** 8.10 */
export const brand = object({
  id,
  name: filledText,
  logo: urlOrNone,
  description: text,
  order: integer,
  is_active: exactly(true),
  ...times,
})

/** 8.11 */
export const sku = object({
  id,
  name: text,
  sku_code: text,
  specs: map(text),
  price: moneyS,
  display_price: moneyN,
  discounted_price: moneyN,
  stock: count,
  image: urlOrNone,
  is_active: flag,
  created_at: nullable(instant),
  updated_at: nullable(instant),
})

/** Purchase prices are staff's alone, so their keys must be missing. */
const haierInfo = object({
  product_code: filledText,
  product_model: text,
  product_group: text,
  market_price: nullable(moneyN),
  is_sales: oneOf('0', '1'),
  no_sales_reason: text,
  warehouse_code: text,
  warehouse_grade: text,
  last_sync_at: nullable(instant),
})

const productFields: Record<string, Shape> = {
  id,
  name: filledText,
  description: text,
  category: filledText,
  brand: filledText,
  category_id: id,
  brand_id: id,
  price: moneyS,
  display_price: moneyN,
  discounted_price: moneyN,
  originalPrice: moneyN,
  stock: count,
  main_images: list(url),
  detail_images: list(url),
  product_image_url: urlOrNone,
  product_page_urls: list(url),
  skus: list(sku),
  spec_options: map(list(text)),
  is_active: flag,
  show_in_gift_zone: flag,
  show_in_designer_zone: flag,
  sales_count: count,
  view_count: count,
  source: oneOf('local', 'haier'),
  is_haier_product: flag,
  haier_info: nullable(haierInfo),
  product_code: nullable(filledText),
  product_model: text,
  product_group: text,
  is_sales: oneOf('0', '1'),
  no_sales_reason: text,
  warehouse_code: text,
  warehouse_grade: text,
  market_price: nullable(moneyS),
  created_at: nullable(instant),
  updated_at: nullable(instant),
  last_sync_at: nullable(instant),
}

export type Audience = 'visitor' | 'individual' | 'dealer'
export const AUDIENCES: Audience[] = ['visitor', 'individual', 'dealer']

/** 8.12: the dealer price is a key for dealers and for nobody else who shops */
export function productFor(audience: Audience): Shape {
  if (audience !== 'dealer') return object(productFields)
  return object({ ...productFields, dealer_price: nullable(moneyS) })
}

/** 8.13 */
export const homeBanner = object({
  id,
  title: text,
  position: oneOf('home', 'gift', 'designer'),
  order: integer,
  is_active: exactly(true),
  product_id: nullable(id),
  product_name: text,
  image_id: id,
  image_url: url,
  image: id,
  ...times,
})

export const zoneCover = object({
  id,
  type: oneOf('gift', 'designer'),
  is_active: exactly(true),
  image_id: id,
  image_url: url,
  image: id,
  ...times,
})

const block = { id, order: integer }
const textBlock = object({
  ...block,
  block_type: exactly('text'),
  text: filledText,
  image_id: nothing,
  image_url: exactly(''),
})
const imageBlock = object({
  ...block,
  block_type: exactly('image'),
  text: exactly(''),
  image_id: id,
  image_url: url,
})

export const showcase = object({
  id,
  title: filledText,
  order: integer,
  is_active: exactly(true),
  cover_image_id: id,
  cover_image_url: url,
  detail_blocks: list((value, at) => {
    const isImage = (value as { block_type?: unknown } | null)?.block_type === 'image'
    return (isImage ? imageBlock : textBlock)(value, at)
  }),
  ...times,
})
