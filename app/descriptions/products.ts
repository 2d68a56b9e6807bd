import { pageExample } from '#descriptions/examples/page'
import { productExample } from '#descriptions/examples/product'
import type { Description } from '#openapi/describe'
import { flag, integer, oneOf, pageOf, paging, text } from '#openapi/schemas'
import { Type } from '#openapi/type'
import { ProductSchema } from '#transformers/product_schema'

const tag = '商品'

const sortBy = (usual: string) =>
  oneOf(
    ['relevance', 'price_asc', 'price_desc', 'sales', 'created', 'views'],
    `排序：relevance 默认（${usual}），price_asc、price_desc 零售价，sales 销量，` +
      'created 上架时间，views 浏览次数'
  )

const price = (description: string) => Type.Number({ description })

const pageOfProducts = {
  200: {
    description: '一页商品，价格按当前用户计算',
    schema: pageOf(ProductSchema),
    example: pageExample(productExample),
  },
}

export const listProducts: Description = {
  summary: '商品列表和搜索',
  description: '各条件同时满足。搜索的第一页会计入搜索记录。',
  tag,
  cached: true,
  query: {
    search: text('空格分开的每个词都要在名称、介绍、品牌、型号或编码中，不分大小写'),
    category: text('分类名称，不分大小写'),
    brand: text('品牌名称，不分大小写'),
    category_id: integer('分类编号'),
    min_price: price('零售价不低于（元）'),
    max_price: price('零售价不高于（元）'),
    show_in_gift_zone: flag('是否在礼品专区'),
    show_in_designer_zone: flag('是否在设计师专区'),
    is_active: flag('是否上架，只对管理员有效；其他人只看得到上架的商品'),
    sort_by: sortBy('搜索时名称含有的在前，再按销量和上架时间；不搜索时新上架的在前'),
    ...paging(),
  },
  answers: pageOfProducts,
}

export const listProductsByCategory: Description = {
  summary: '一个分类的商品',
  description:
    '只有直接属于这个名称的分类的商品，不含下级分类；category_id 则包括下级分类。没有这个分类时为空。',
  tag,
  cached: true,
  query: {
    category: text('分类名称，不分大小写；没有时为全部商品'),
    category_id: integer('分类编号，用来区分同名的分类'),
    sort_by: sortBy('按销量，再按浏览次数'),
    ...paging(),
  },
  answers: pageOfProducts,
}

export const listProductsByBrand: Description = {
  summary: '一个品牌的商品',
  description: '没有这个品牌时为空。',
  tag,
  cached: true,
  query: {
    brand: text('品牌名称，不分大小写；没有时为全部商品'),
    sort_by: sortBy('按销量，再按浏览次数'),
    ...paging(),
  },
  answers: pageOfProducts,
}

export const showProduct: Description = {
  summary: '商品详情',
  description: '下架的商品只有管理员看得到。顾客打开时计入浏览次数。',
  tag,
  cached: true,
  answers: {
    200: {
      description: '商品，价格按当前用户计算',
      schema: ProductSchema,
      example: productExample,
    },
  },
}
