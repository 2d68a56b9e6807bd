import { DomainError, invalid, notFound } from '#shared/domain_error'
import type { CartLine, CartView } from '#orders/queries/read_cart'
import { spokenName } from '#orders/spoken_name'
import { row, rows } from '#shared/rows'

export interface CartChange {
  userId: number
  productId: number
  skuId: number | null
  quantity: number
  /** `add` grows a line, `set` gives it this quantity */
  mode: 'add' | 'set'
}

const MAX_QUANTITY = 999

interface Candidate {
  name: string
  is_active: boolean
  source: string
  has_skus: boolean
  sku_product_id: number | null
  sku_active: boolean | null
  stock: number
  present: number
}

/**
 * Puts goods into the customer's cart, making cart and line when missing, in one atomic step. Local
 * goods only as far as stock reaches. Answers the cart as it is then.
 * @throws DomainError VALIDATION_ERROR, INSUFFICIENT_STOCK, NOT_FOUND. Rule: docs/rules/orders.md
 */
export async function putInCart(change: CartChange): Promise<CartView> {
  const { mode, quantity } = change
  if (mode === 'add' && quantity <= 0) throw invalid('quantity', '数量应大于 0')
  const candidate = await row<Candidate>(CANDIDATE, { ...change })
  if (!candidate) throw notFound('商品不存在')
  refuseUnavailable(candidate, change)
  const wanted = mode === 'add' ? candidate.present + quantity : quantity
  if (wanted > MAX_QUANTITY) throw invalid('quantity', `每种商品最多 ${MAX_QUANTITY} 件`)
  if (candidate.source === 'local' && wanted > candidate.stock)
    throw insufficient(candidate, change)
  const lines = await rows<CartLine & { cart_id: number }>(PUT, { ...change, grow: mode === 'add' })
  return { id: lines[0].cart_id, lines }
}

const CANDIDATE = `
  select p.name, p.is_active, p.source,
    exists (select 1 from product_skus o where o.product_id = p.id and o.is_active) as has_skus,
    s.product_id as sku_product_id, s.is_active as sku_active, coalesce(s.stock, p.stock) as stock,
    coalesce((select i.quantity from cart_items i join carts c on c.id = i.cart_id
      where c.user_id = :userId and i.product_id = p.id
        and i.sku_id is not distinct from :skuId::bigint), 0) as present
  from products p left join product_skus s on s.id = :skuId::bigint
  where p.id = :productId`

/** Writes the line and answers the cart with it: a statement does not see what it writes itself. */
const PUT = `
  with cart as (
    insert into carts (user_id) values (:userId)
    on conflict (user_id) do update set user_id = excluded.user_id
    returning id
  ), put as (
    insert into cart_items (cart_id, product_id, sku_id, quantity)
    select id, :productId::bigint, :skuId::bigint, :quantity::int from cart
    on conflict on constraint cart_items_line_unique do update
      set quantity = case when :grow::boolean
          then least(cart_items.quantity + excluded.quantity, ${MAX_QUANTITY})
          else excluded.quantity end,
        updated_at = now()
    returning id, cart_id, product_id, sku_id, quantity
  )
  select id, cart_id, product_id, sku_id, quantity from put
  union all
  select i.id, i.cart_id, i.product_id, i.sku_id, i.quantity
  from cart_items i join put on put.cart_id = i.cart_id and put.id <> i.id
  order by id`

function refuseUnavailable(candidate: Candidate, { productId, skuId }: CartChange) {
  const { name } = candidate
  if (!candidate.is_active) throw new DomainError('BUSINESS_ERROR', `${spokenName(name)}已下架`)
  if (skuId === null && candidate.has_skus)
    throw invalid('sku_id', `请选择${spokenName(name)}的规格`)
  if (skuId !== null && candidate.sku_product_id !== productId)
    throw invalid('sku_id', `${spokenName(name)}没有这个规格`)
  if (skuId !== null && !candidate.sku_active)
    throw new DomainError('BUSINESS_ERROR', `${spokenName(name)}的这个规格已下架`)
}

function insufficient({ name, stock }: Candidate, { productId, skuId, quantity }: CartChange) {
  const message =
    stock > 0 ? `${spokenName(name)}库存不足，仅剩 ${stock} 件` : `${spokenName(name)}已售罄`
  return new DomainError('INSUFFICIENT_STOCK', message, {
    fields: { quantity: [message] },
    extra: { product_id: productId, sku_id: skuId, requested: quantity, available: stock },
  })
}
