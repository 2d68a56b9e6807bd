import type { Static } from 'typebox'
import { productExample, skuExample } from '#descriptions/examples/product'
import type { Description } from '#openapi/describe'
import { CartSchema } from '#transformers/cart_transformer'
import { cartLineValidator, cartQuantityValidator, cartRemovalValidator } from '#validators/cart'

const tag = '购物车'

const cartExample: Static<typeof CartSchema> = {
  id: 64,
  user: 1042,
  items: [
    {
      id: 402,
      product: productExample,
      product_id: 318,
      sku: skuExample,
      sku_id: 771,
      sku_specs: { 颜色: '星空灰' },
      quantity: 2,
      available: true,
      unavailable_reason: '',
    },
  ],
}

const wholeCart = { description: '整个购物车', schema: CartSchema, example: cartExample }
const emptyCart = { ...wholeCart, example: { ...cartExample, items: [] } }

export const showCart: Description = {
  summary: '我的购物车',
  description: '第一次查看时创建。停售的商品和规格保留但不列出。',
  tag,
  answers: { 200: wholeCart },
}

export const addToCart: Description = {
  summary: '加入购物车',
  description: '已有相同商品和规格时件数相加，每种最多 999 件。本地商品不能超过库存。',
  tag,
  body: cartLineValidator,
  bodyExample: { product_id: 318, sku_id: 771, quantity: 2 },
  idempotent: true,
  answers: { 201: wholeCart },
  refusals: { 400: ['VALIDATION_ERROR', 'BUSINESS_ERROR', 'INSUFFICIENT_STOCK'], 404: [] },
}

export const updateCart: Description = {
  summary: '修改件数',
  description: '购物车里没有时加入；件数为 0 或负数时移除。',
  tag,
  body: cartQuantityValidator,
  bodyExample: { product_id: 318, sku_id: 771, quantity: 2 },
  answers: { 200: wholeCart },
  refusals: { 400: ['VALIDATION_ERROR', 'BUSINESS_ERROR', 'INSUFFICIENT_STOCK'], 404: [] },
}

export const removeFromCart: Description = {
  summary: '移出购物车',
  description: '没有 sku_id 时只移除不带规格的一行；没有这一行时也成功。',
  tag,
  body: cartRemovalValidator,
  bodyExample: { product_id: 318, sku_id: 771 },
  answers: { 200: emptyCart },
}

export const clearCart: Description = {
  summary: '清空购物车',
  tag,
  answers: { 200: emptyCart },
}
