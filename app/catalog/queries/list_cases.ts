import { pageStatement, readPage } from '#catalog/queries/page_statement'
import { instant } from '#shared/sql'
import type { Paging } from '#shared/paging'
import { row } from '#shared/rows'

export const BLOCK_TYPES = { text: '文本', image: '图片' } as const

export interface CaseBlockRow {
  id: number
  block_type: keyof typeof BLOCK_TYPES
  text: string
  order: number
  image_id: number | null
  file: string | null
}

export interface CaseRow {
  id: number
  title: string
  order: number
  is_active: boolean
  cover_image_id: number
  cover_file: string
  /** by (`order`, `id`) */
  blocks: CaseBlockRow[]
  created_at: string
  updated_at: string
}

const COLUMNS = `
  c.id, c.title, c."order", c.is_active, c.cover_image_id, i.file as cover_file,
  (select coalesce(json_agg(json_build_object('id', b.id, 'block_type', b.block_type,
      'text', b.text, 'order', b."order", 'image_id', b.image_id, 'file', m.file)
      order by b."order", b.id), '[]')
    from case_detail_blocks b left join media_images m on m.id = b.image_id
    where b.case_id = c.id) as blocks,
  ${instant('c.created_at')} as created_at, ${instant('c.updated_at')} as updated_at`

const FROM = `
  from cases c join media_images i on i.id = c.cover_image_id
  where (?::boolean is null or c.is_active = ?)`

const LIST = pageStatement({ columns: COLUMNS, from: FROM, order: 'c."order", c.id desc' })
const FIND = `select ${COLUMNS} ${FROM} and c.id = ?`

/** Cases by `order`, newest first among equals, with their blocks, in one statement. */
export function listCases(
  filter: { isActive?: boolean },
  paging: Paging
): Promise<{ results: CaseRow[]; total: number }> {
  const { isActive = null } = filter
  return readPage<CaseRow>(LIST, [isActive, isActive], paging)
}

/** One case with its blocks, or null. */
export function findCase(id: number, filter: { isActive?: boolean }): Promise<CaseRow | null> {
  const { isActive = null } = filter
  return row<CaseRow>(FIND, [isActive, isActive, id])
}
