import type { Catalogue } from '#catalog/queries/read_catalogue'
import type { CartLine, CartView } from '#orders/queries/read_cart'
import { productAnswer, skuAnswer, type Audience } from '#transformers/product_transformer'

/**
 * A cart as the mini-program reads it, with live prices. Lines whose product or SKU is inactive stay
 * stored but are left out: checkout loads each line and would hang on one that it cannot find.
 */
export function cartAnswer(
  cart: CartView,
  userId: number,
  catalogue: Catalogue,
  audience: Audience
): object {
  const items = cart.lines.flatMap((line) => lineAnswer(line, catalogue, audience) ?? [])
  return { id: cart.id, user: userId, items }
}

function lineAnswer(line: CartLine, catalogue: Catalogue, audience: Audience): object | null {
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
