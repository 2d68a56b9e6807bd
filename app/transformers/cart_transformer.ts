import type { Static } from 'typebox'
import type { Catalogue } from '#catalog/queries/read_catalogue'
import { flag, id, nullable, object, text, textMap } from '#openapi/schemas'
import { Type } from '#openapi/type'
import type { CartLine, CartView } from '#orders/queries/read_cart'
import { ProductSchema, SkuSchema } from '#transformers/product_schema'
import { productAnswer, skuAnswer, type Audience } from '#transformers/product_transformer'

const CartItemSchema = object('CartItem', {
  id: id('购物车行编号'),
  product: ProductSchema,
  product_id: id('商品编号'),
  sku: nullable(SkuSchema),
  sku_id: nullable(id('规格编号')),
  sku_specs: textMap('所选规格，没有规格时为空'),
  quantity: Type.Integer({ minimum: 1, description: '件数' }),
  available: flag('现在能否购买'),
  unavailable_reason: text('不能购买的原因，能购买时为空'),
})

export const CartSchema = object('Cart', {
  id: id(),
  user: id('用户编号'),
  items: Type.Array(CartItemSchema, { description: '按加入的先后；停售的不列出' }),
})

/**
 * A cart as the mini-program reads it, with live prices. Lines whose product or SKU is inactive stay
 * stored but are left out: checkout loads each line and would hang on one that it cannot find.
 */
export function cartAnswer(
  cart: CartView,
  userId: number,
  catalogue: Catalogue,
  audience: Audience
): Static<typeof CartSchema> {
  const items = cart.lines.flatMap((line) => lineAnswer(line, catalogue, audience) ?? [])
  return { id: cart.id, user: userId, items }
}

function lineAnswer(
  line: CartLine,
  catalogue: Catalogue,
  audience: Audience
): Static<typeof CartItemSchema> | null {
  const product = catalogue.product(line.product_id)
  const sku = line.sku_id === null ? null : catalogue.sku(line.sku_id)
  if (!product?.isActive || (line.sku_id !== null && !sku?.isActive)) return null
  const needsSku = line.sku_id === null && product.skus.length > 0
  const stock = sku ? sku.stock : product.stock
  const short = product.source === 'local' && line.quantity > stock
  return {
    id: line.id,
    product: productAnswer(product, audience),
    product_id: line.product_id,
    sku: sku && skuAnswer(sku, audience),
    sku_id: line.sku_id,
    sku_specs: sku?.row.specs ?? {},
    quantity: line.quantity,
    available: !needsSku && !short,
    unavailable_reason: needsSku ? '请重新选择规格' : short ? '库存不足' : '',
  }
}
