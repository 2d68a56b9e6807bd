import type { Static } from 'typebox'
import { BANNER_POSITIONS, type HomeBannerRow } from '#catalog/queries/list_home_banners'
import { publicUrl } from '#media/public_url'
import {
  fileUrl,
  flag,
  id,
  instant,
  integer,
  nullable,
  object,
  oneOf,
  text,
} from '#openapi/schemas'

export const HomeBannerSchema = object('HomeBanner', {
  id: id(),
  title: text('标题'),
  position: oneOf(BANNER_POSITIONS, '位置：home 首页，gift 礼品专区，designer 设计师专区'),
  order: integer('排序，小的在前'),
  is_active: flag('是否启用'),
  product_id: nullable(id('点击后打开的商品')),
  product_name: text('商品名称，没有商品时为空'),
  image_id: id('图片编号'),
  image_url: fileUrl('图片地址'),
  image: id('同 image_id'),
  created_at: instant('创建时间'),
  updated_at: instant('修改时间'),
})

/** A banner as the mini-program reads it. */
export function homeBannerAnswer(
  banner: HomeBannerRow,
  origin: string
): Static<typeof HomeBannerSchema> {
  return {
    id: banner.id,
    title: banner.title,
    position: banner.position,
    order: banner.order,
    is_active: banner.is_active,
    product_id: banner.product_id,
    product_name: banner.product_name,
    image_id: banner.image_id,
    image_url: publicUrl(banner.file, origin),
    image: banner.image_id,
    created_at: banner.created_at,
    updated_at: banner.updated_at,
  }
}
