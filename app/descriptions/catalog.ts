import type { Static } from 'typebox'
import { pageExample } from '#descriptions/examples/page'
import type { Description } from '#openapi/describe'
import { integer, labelled, pageOf, paging, text } from '#openapi/schemas'
import { CATEGORY_LEVELS } from '#shared/labels'
import { BrandSchema } from '#transformers/brand_transformer'
import { CategorySchema } from '#transformers/category_transformer'
import { HomeBannerSchema } from '#transformers/home_banner_transformer'

const categoryExample: Static<typeof CategorySchema> = {
  id: 12,
  name: '冰箱冷柜',
  order: 1,
  logo: 'https://shop.example.com/media/images/cat/fridge.png',
  level: 'minor',
  parent_id: 3,
  children: [
    { id: 41, name: '十字门冰箱', order: 1, logo: '', level: 'item', parent_id: 12 },
    { id: 42, name: '卧式冷柜', order: 2, logo: '', level: 'item', parent_id: 12 },
  ],
}

const brandExample: Static<typeof BrandSchema> = {
  id: 5,
  name: '海尔',
  logo: 'https://shop.example.com/media/images/brand/haier.png',
  description: '',
  order: 1,
  is_active: true,
  created_at: '2025-12-01T09:00:00.000+08:00',
  updated_at: '2025-12-01T09:00:00.000+08:00',
}

const bannerExample: Static<typeof HomeBannerSchema> = {
  id: 9,
  title: '春季焕新',
  position: 'home',
  order: 1,
  is_active: true,
  product_id: 318,
  product_name: '风冷无霜十字门冰箱 505L',
  image_id: 540,
  image_url: 'https://shop.example.com/media/images/2026/02/11/banner.jpg',
  image: 540,
  created_at: '2026-02-11T13:20:00.000+08:00',
  updated_at: '2026-02-11T13:20:00.000+08:00',
}

export const listCategories: Description = {
  summary: '分类列表',
  description: '按 order、编号排序，每个分类带直接下级。',
  tag: '分类',
  cached: true,
  query: {
    level: labelled(CATEGORY_LEVELS, '只要这一级'),
    parent_id: integer('只要这个分类的直接下级'),
    search: text('名称中含有'),
    ...paging(),
  },
  answers: {
    200: {
      description: '一页分类',
      schema: pageOf(CategorySchema),
      example: pageExample(categoryExample),
    },
  },
}

export const showCategory: Description = {
  summary: '一个分类',
  tag: '分类',
  cached: true,
  answers: { 200: { description: '分类', schema: CategorySchema, example: categoryExample } },
}

export const listBrands: Description = {
  summary: '品牌列表',
  description: '启用的品牌，按 order、编号排序。',
  tag: '品牌',
  cached: true,
  query: { search: text('名称中含有'), ...paging() },
  answers: {
    200: {
      description: '一页品牌',
      schema: pageOf(BrandSchema),
      example: pageExample(brandExample),
    },
  },
}

export const showBrand: Description = {
  summary: '一个品牌',
  tag: '品牌',
  cached: true,
  answers: { 200: { description: '品牌', schema: BrandSchema, example: brandExample } },
}

export const listHomeBanners: Description = {
  summary: '轮播图列表',
  description: '启用的轮播图，按 order 排序，相同时新的在前。商品下架后 product_id 为 null。',
  tag: '首页',
  cached: true,
  query: { position: HomeBannerSchema.properties.position, ...paging() },
  answers: {
    200: {
      description: '一页轮播图',
      schema: pageOf(HomeBannerSchema),
      example: pageExample(bannerExample),
    },
  },
}
