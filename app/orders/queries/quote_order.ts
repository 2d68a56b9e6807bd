import { basePrice, unitDiscount, type DiscountRule } from '#catalog/prices'
import { spokenName } from '#orders/spoken_name'
import { DomainError, invalid } from '#shared/domain_error'
import type { ProductSource, UserRole } from '#shared/labels'
import { Money } from '#shared/money'
import { rows } from '#shared/rows'

export interface WantedLine {
  productId: number
  skuId: number | null
  quantity: number
}

/** One line with the price of this moment; amounts are of the whole line except `unitPrice`. */
export interface QuotedLine extends WantedLine {
  productName: string
  source: ProductSource
  productCode: string | null
  skuSpecs: Record<string, string>
  skuCode: string
  snapshotImage: string
  unitPrice: Money
  gross: Money
  discount: Money
  payable: Money
}

export interface Customer {
  id: number
  role: UserRole
}

interface CandidateRow {
  address: DeliveryAddress | null
  product_id: number
  sku_id: number | null
  quantity: number
  name: string | null
  is_active: boolean
  is_sales: string
  source: ProductSource
  product_code: string | null
  price: string
  dealer_price: string | null
  image: string
  has_skus: boolean
  sku_product_id: number | null
  sku_active: boolean | null
  sku_price: string | null
  sku_code: string | null
  sku_specs: Record<string, string> | null
  rule: DiscountRule | null
}

export interface DeliveryAddress {
  contact_name: string
  phone: string
  province: string
  city: string
  district: string
  town: string
  detail: string
}

const MAX_LINES = 50
const MAX_QUANTITY = 999

/** Equal (product, SKU) pairs become one line; limits are checked on what comes out. */
export function mergeLines(lines: WantedLine[]): WantedLine[] {
  const merged = new Map<string, WantedLine>()
  for (const line of lines) {
    const key = `${line.productId}:${line.skuId ?? ''}`
    const present = merged.get(key)
    if (present) present.quantity += line.quantity
    else merged.set(key, { ...line })
  }
  if (merged.size > MAX_LINES) throw invalid('items', `一个订单最多 ${MAX_LINES} 种商品`)
  for (const { quantity } of merged.values())
    if (quantity > MAX_QUANTITY) throw invalid('quantity', `每种商品最多购买 ${MAX_QUANTITY} 件`)
  return [...merged.values()]
}

export interface Quote {
  address: DeliveryAddress
  lines: QuotedLine[]
}

/**
 * Prices every line for the customer from the database and reads the customer's own address, in one
 * statement; nothing that a client sends about prices is looked at. Refuses what cannot be bought or
 * delivered; a foreign address looks like an unknown one.
 * Rules: docs/rules/orders.md, docs/rules/catalogue.md
 */
export async function quoteOrder(
  customer: Customer,
  addressId: number,
  lines: WantedLine[]
): Promise<Quote> {
  const candidates = await rows<CandidateRow>(CANDIDATES, {
    productIds: lines.map(({ productId }) => productId),
    skuIds: lines.map(({ skuId }) => skuId),
    quantities: lines.map(({ quantity }) => quantity),
    userId: customer.id,
    addressId,
  })
  const address = candidates[0]?.address
  if (!address) throw invalid('address_id', '请选择有效的收货地址')
  return { address, lines: candidates.map((candidate) => quoteLine(customer, candidate)) }
}

const CANDIDATES = `
  select wanted.product_id, wanted.sku_id, wanted.quantity,
    (select json_build_object('contact_name', a.contact_name, 'phone', a.phone,
        'province', a.province, 'city', a.city, 'district', a.district, 'town', a.town,
        'detail', a.detail)
      from addresses a where a.id = :addressId and a.user_id = :userId) as address,
    p.name, p.is_active, p.is_sales, p.source, p.product_code, p.price, p.dealer_price,
    coalesce(nullif(s.image, ''), p.main_images ->> 0, p.product_image_url, '') as image,
    exists (select 1 from product_skus o where o.product_id = p.id and o.is_active) as has_skus,
    s.product_id as sku_product_id, s.is_active as sku_active, s.price as sku_price,
    s.sku_code, s.specs as sku_specs, rule.rule
  from unnest((select :productIds::bigint[]), (select :skuIds::bigint[]), (select :quantities::int[]))
    with ordinality as wanted (product_id, sku_id, quantity, position)
  left join products p on p.id = wanted.product_id
  left join product_skus s on s.id = wanted.sku_id
  left join lateral (
    select json_build_object('id', d.id, 'type', d.discount_type, 'value', d.amount::text) as rule
    from discount_targets t
    join discounts d on d.id = t.discount_id
    where t.user_id = :userId and t.product_id = wanted.product_id
      and d.effective_time <= now() and now() < d.expiration_time
    order by d.priority desc, d.updated_at desc, d.id desc
    limit 1
  ) rule on true
  order by wanted.position`

function quoteLine(customer: Customer, candidate: CandidateRow): QuotedLine {
  refuseUnavailable(candidate)
  const unitPrice = basePrice({
    role: customer.role,
    price: Money.yuan(candidate.price),
    dealerPrice: candidate.dealer_price === null ? null : Money.yuan(candidate.dealer_price),
    skuPrice: candidate.sku_price === null ? null : Money.yuan(candidate.sku_price),
  })
  const discount = unitDiscount(unitPrice, candidate.rule).times(candidate.quantity)
  const gross = unitPrice.times(candidate.quantity)
  return {
    productId: candidate.product_id,
    skuId: candidate.sku_id,
    quantity: candidate.quantity,
    productName: candidate.name ?? '',
    source: candidate.source,
    productCode: candidate.product_code,
    skuSpecs: candidate.sku_specs ?? {},
    skuCode: candidate.sku_code || candidate.product_code || '',
    snapshotImage: candidate.image,
    unitPrice,
    gross,
    discount,
    payable: gross.minus(discount),
  }
}

function refuseUnavailable(line: CandidateRow) {
  if (line.name === null) throw invalid('product_id', '商品不存在或已下架')
  if (!line.is_active) throw new DomainError('BUSINESS_ERROR', `${spokenName(line.name)}已下架`)
  if (line.sku_id === null && line.has_skus)
    throw invalid('sku_id', `请选择${spokenName(line.name)}的规格`)
  if (line.sku_id !== null && line.sku_product_id !== line.product_id)
    throw invalid('sku_id', `${spokenName(line.name)}没有这个规格`)
  if (line.sku_id !== null && !line.sku_active)
    throw new DomainError('BUSINESS_ERROR', `${spokenName(line.name)}的这个规格已下架`)
  if (line.source === 'haier' && (line.is_sales !== '1' || !line.product_code))
    throw new DomainError('BUSINESS_ERROR', `${spokenName(line.name)}暂不可购买`)
}
