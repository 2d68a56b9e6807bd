import { productExample } from '#descriptions/examples/product'
import type { Description } from '#openapi/describe'
import { integer, oneOf } from '#openapi/schemas'
import { Type } from '#openapi/type'
import { ProductSchema } from '#transformers/product_schema'

const tag = '商品'

const limit = Type.Integer({
  minimum: 1,
  maximum: 50,
  default: 10,
  description: '最多几件，超过 50 按 50',
})

const products = {
  200: {
    description: '在售的商品，价格按当前用户计算；不分页',
    schema: Type.Array(ProductSchema),
    example: [productExample],
  },
}

export const listRecommendations: Description = {
  summary: '推荐商品',
  tag,
  cached: true,
  query: {
    type: oneOf(
      ['popular', 'trending', 'category'],
      'popular 默认，按销量；trending 按浏览次数；category 一个分类及其下级中按销量'
    ),
    category_id: integer('type 为 category 时的分类；没有这个分类时同 popular'),
    limit,
  },
  answers: products,
}

export const listRelatedProducts: Description = {
  summary: '相关商品',
  description: '同一分类中的其他商品，按销量排序。',
  tag,
  cached: true,
  query: { limit },
  answers: products,
}
