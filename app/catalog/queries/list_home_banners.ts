import { pageStatement, readPage } from '#catalog/queries/page_statement'
import { instant } from '#shared/sql'
import type { Paging } from '#shared/paging'

export const BANNER_POSITIONS = ['home', 'gift', 'designer'] as const
export type BannerPosition = (typeof BANNER_POSITIONS)[number]

export interface HomeBannerRow {
  id: number
  title: string
  position: BannerPosition
  order: number
  is_active: boolean
  /** What a tap opens; null also while that product is inactive. */
  product_id: number | null
  product_name: string
  image_id: number
  file: string
  created_at: string
  updated_at: string
}

const LIST = pageStatement({
  columns: `
    h.id, h.title, h.position, h."order", h.is_active, p.id as product_id,
    coalesce(p.name, '') as product_name, h.image_id, i.file,
    ${instant('h.created_at')} as created_at, ${instant('h.updated_at')} as updated_at`,
  from: `
    from home_banners h join media_images i on i.id = h.image_id
    left join products p on p.id = h.product_id and p.is_active
    where (?::text is null or h.position = ?) and (?::boolean is null or h.is_active = ?)`,
  order: 'h."order", h.id desc',
})

/** Banners by `order`, newest first among equals, in one statement. */
export function listHomeBanners(
  filter: { position?: BannerPosition; isActive?: boolean },
  paging: Paging
): Promise<{ results: HomeBannerRow[]; total: number }> {
  const { position = null, isActive = null } = filter
  return readPage<HomeBannerRow>(LIST, [position, position, isActive, isActive], paging)
}
