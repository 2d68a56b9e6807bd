import type { HomeBannerRow } from '#catalog/queries/list_home_banners'
import { publicUrl } from '#media/public_url'

/** A banner as the mini-program reads it. */
export function homeBannerAnswer(banner: HomeBannerRow, origin: string): object {
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
