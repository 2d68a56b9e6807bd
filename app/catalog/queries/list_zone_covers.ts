import { pageStatement, readPage } from '#catalog/queries/page_statement'
import { instant } from '#shared/sql'
import type { Paging } from '#shared/paging'

export const ZONES = { gift: '礼品专区', designer: '设计师专区' } as const
export type Zone = keyof typeof ZONES

export interface ZoneCoverRow {
  id: number
  type: Zone
  is_active: boolean
  image_id: number
  file: string
  created_at: string
  updated_at: string
}

const LIST = pageStatement({
  columns: `
    z.id, z.type, z.is_active, z.image_id, i.file,
    ${instant('z.created_at')} as created_at, ${instant('z.updated_at')} as updated_at`,
  from: `
    from special_zone_covers z join media_images i on i.id = z.image_id
    where (?::text is null or z.type = ?) and (?::boolean is null or z.is_active = ?)`,
  order: 'z.type, z.id',
})

/** The covers of the special zones by type, at most one each, in one statement. */
export function listZoneCovers(
  filter: { type?: Zone; isActive?: boolean },
  paging: Paging
): Promise<{ results: ZoneCoverRow[]; total: number }> {
  const { type = null, isActive = null } = filter
  return readPage<ZoneCoverRow>(LIST, [type, type, isActive, isActive], paging)
}
