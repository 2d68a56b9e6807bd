import { pageStatement, readPage } from '#catalog/queries/page_statement'
import { instant } from '#shared/sql'
import type { Paging } from '#shared/paging'
import { row } from '#shared/rows'

export interface BrandRow {
  id: number
  name: string
  logo: string
  description: string
  order: number
  is_active: boolean
  created_at: string
  updated_at: string
}

const COLUMNS = `
  b.id, b.name, b.logo, b.description, b."order", b.is_active,
  ${instant('b.created_at')} as created_at, ${instant('b.updated_at')} as updated_at`

const LIST = pageStatement({
  columns: COLUMNS,
  from: `from brands b where b.is_active and strpos(lower(b.name), lower(?)) > 0`,
  order: 'b."order", b.id',
})
const FIND = `select ${COLUMNS} from brands b where b.id = ? and b.is_active`

/** Active brands by (`order`, `id`), in one statement. */
export function listBrands(
  filter: { search: string },
  paging: Paging
): Promise<{ results: BrandRow[]; total: number }> {
  return readPage<BrandRow>(LIST, [filter.search], paging)
}

/** An active brand, or null. */
export function findBrand(id: number): Promise<BrandRow | null> {
  return row<BrandRow>(FIND, [id])
}
