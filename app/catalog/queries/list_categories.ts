import { pageStatement, readPage } from '#catalog/queries/page_statement'
import type { CategoryLevel } from '#shared/labels'
import type { Paging } from '#shared/paging'
import { row } from '#shared/rows'

export interface CategoryRow {
  id: number
  name: string
  order: number
  logo: string
  level: CategoryLevel
  parent_id: number | null
  /** Direct children by (`order`, `id`), without children of their own. */
  children: Omit<CategoryRow, 'children'>[]
}

const COLUMNS = `
  c.id, c.name, c."order", c.logo, c.level, c.parent_id,
  (select coalesce(json_agg(json_build_object('id', k.id, 'name', k.name, 'order', k."order",
      'logo', k.logo, 'level', k.level, 'parent_id', k.parent_id) order by k."order", k.id), '[]')
    from categories k where k.parent_id = c.id) as children`

const LIST = pageStatement({
  columns: COLUMNS,
  from: `from categories c
    where (?::text is null or c.level = ?) and (?::bigint is null or c.parent_id = ?)
      and strpos(lower(c.name), lower(?)) > 0`,
  order: 'c."order", c.id',
})
const FIND = `select ${COLUMNS} from categories c where c.id = ?`

/** Categories by (`order`, `id`) with their direct children, in one statement. */
export function listCategories(
  filter: { level?: CategoryLevel; parentId?: number; search: string },
  paging: Paging
): Promise<{ results: CategoryRow[]; total: number }> {
  const { level = null, parentId = null, search } = filter
  return readPage<CategoryRow>(LIST, [level, level, parentId, parentId, search], paging)
}

export function findCategory(id: number): Promise<CategoryRow | null> {
  return row<CategoryRow>(FIND, [id])
}
