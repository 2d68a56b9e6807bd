import {
  count,
  fileUrl,
  flag,
  id,
  instant,
  labelled,
  money,
  moneyNumber,
  nullable,
  object,
  text,
  textMap,
} from '#openapi/schemas'
import { Type } from '#openapi/type'
import { PRODUCT_SOURCES } from '#shared/labels'

export const SkuSchema = object('ProductSKU', {
  id: id(),
  name: text('名称'),
  sku_code: text('规格编码，同一商品内不重复'),
  specs: textMap('规格名到规格值，如 颜色：星空灰'),
  price: money('零售价'),
  display_price: moneyNumber('当前用户的价格'),
  discounted_price: moneyNumber('当前用户的折后价'),
  stock: count('库存（件）'),
  image: fileUrl('图片'),
  is_active: flag('是否在售；商品中只有在售的，购物车和订单中可能有停售的'),
  created_at: instant('创建时间'),
  updated_at: instant('修改时间'),
})

/** What everybody sees of the supplier's goods, and what only administrators see. */
export const HaierInfoSchema = object('HaierInfo', {
  product_code: text('海尔产品编码'),
  product_model: text('型号'),
  product_group: text('产品组'),
  market_price: nullable(moneyNumber('市场价')),
  is_sales: text('1 可采购，0 不可采购'),
  no_sales_reason: text('不可采购的原因'),
  warehouse_code: text('仓库编码，只有管理员可见'),
  warehouse_grade: text('仓库等级，只有管理员可见'),
  last_sync_at: nullable(instant('最近同步时间')),
  supply_price: Type.Optional(nullable(moneyNumber('供货价，只有管理员可见'))),
  invoice_price: Type.Optional(nullable(moneyNumber('开票价，只有管理员可见'))),
})

const prices = {
  price: money('零售价；有规格时是最低的规格价'),
  display_price: moneyNumber('当前用户的价格；有规格时取最低'),
  discounted_price: moneyNumber('当前用户的折后价；有规格时取最低'),
  originalPrice: moneyNumber('划线价：市场价，没有时是零售价'),
  dealer_price: Type.Optional(nullable(money('经销价，只有经销商和员工有这个键'))),
}

const pictures = {
  main_images: Type.Array(fileUrl('图片'), { description: '主图，没有时用供应商主图' }),
  detail_images: Type.Array(fileUrl('图片'), { description: '详情图，有供应商详情图时用它' }),
  product_image_url: fileUrl('供应商主图'),
  product_page_urls: Type.Array(fileUrl('图片'), { description: '供应商详情图' }),
}

const supply = {
  source: labelled(PRODUCT_SOURCES, '来源'),
  is_haier_product: flag('来源是否海尔'),
  haier_info: nullable(HaierInfoSchema),
  product_code: nullable(text('供应商产品编码')),
  product_model: text('型号'),
  product_group: text('产品组'),
  is_sales: text('供应商：1 可采购，0 不可采购'),
  no_sales_reason: text('不可采购的原因'),
  warehouse_code: text('仓库编码，只有管理员可见'),
  warehouse_grade: text('仓库等级，只有管理员可见'),
  market_price: nullable(money('市场价')),
  supply_price: Type.Optional(nullable(money('供货价，只有管理员有这个键'))),
  invoice_price: Type.Optional(nullable(money('开票价，只有管理员有这个键'))),
  stock_rebate: Type.Optional(nullable(money('库存返利，只有管理员有这个键'))),
  rebate_money: Type.Optional(nullable(money('返利金额，只有管理员有这个键'))),
}

export const ProductSchema = object('Product', {
  id: id(),
  name: text('名称'),
  description: text('介绍'),
  category: text('分类名称，也是 by_category 的查询值'),
  brand: text('品牌名称，也是 by_brand 的查询值'),
  category_id: id('分类编号'),
  brand_id: id('品牌编号'),
  ...prices,
  stock: count('库存（件）；有规格时是各规格之和'),
  ...pictures,
  skus: Type.Array(SkuSchema, { description: '在售的规格，没有时为空' }),
  spec_options: Type.Record(Type.String(), Type.Array(Type.String()), {
    description: '规格名到可选的值，来自在售的规格',
  }),
  is_active: flag('是否上架'),
  show_in_gift_zone: flag('是否在礼品专区'),
  show_in_designer_zone: flag('是否在设计师专区'),
  sales_count: count('销量（件）'),
  view_count: count('浏览次数'),
  ...supply,
  created_at: instant('创建时间'),
  updated_at: instant('修改时间'),
  last_sync_at: nullable(instant('最近与供应商同步的时间')),
})
