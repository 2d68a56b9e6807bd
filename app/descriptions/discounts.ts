import { productExample } from '#descriptions/examples/product'
import type { Description } from '#openapi/describe'
import { text } from '#openapi/schemas'
import { Type } from '#openapi/type'
import { ProductSchema } from '#transformers/product_schema'
import { UserDiscountsSchema } from '#transformers/user_discount_transformer'

const tag = '商品'

const query = { product_ids: text('商品编号，用逗号分隔，最多 100 个，如 1,2') }

export const listOwnProducts: Description = {
  summary: '这些商品的我的价格',
  description: '按 product_ids 的顺序；下架的商品不在其中。不分页。',
  tag,
  query,
  answers: {
    200: {
      description: '商品，价格按当前用户计算',
      schema: Type.Array(ProductSchema),
      example: [productExample],
    },
  },
}

export const listOwnDiscounts: Description = {
  summary: '这些商品的我的折扣',
  description: '现在生效的折扣，与下单时使用的相同。',
  tag,
  query,
  answers: {
    200: {
      description: '商品编号到折扣；没有折扣的商品不在其中',
      schema: UserDiscountsSchema,
      example: {
        318: { amount: 399.9, discount_id: 12, discount_type: 'percent', discount_value: 9 },
      },
    },
  },
}
