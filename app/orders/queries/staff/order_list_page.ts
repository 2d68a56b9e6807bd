import {
  countOrders,
  listOrders,
  MAX_COUNTED,
  type OrderRow,
  type OrderSort,
} from '#orders/queries/staff/list_orders'
import type { OrderFilters } from '#orders/queries/staff/order_filters'
import { tabCounts, type TabCounts } from '#orders/queries/staff/tab_counts'

export interface OrderListPage {
  rows: OrderRow[]
  tabs: TabCounts
  /** above `MAX_COUNTED`: more than that */
  total: number
  page: number
  pages: number
  /** the page asked for lies beyond what is shown */
  beyond: boolean
}

/**
 * A page of the order list with its total and the figures of the tabs: at most three statements, one
 * more when the page asked for lies beyond the end and the last one is shown instead.
 */
export async function orderListPage(
  filters: OrderFilters,
  sort: OrderSort,
  { page: wanted, pageSize }: { page: number; pageSize: number }
): Promise<OrderListPage> {
  const furthest = Math.ceil(MAX_COUNTED / pageSize)
  const read = (page: number) =>
    listOrders(filters, sort, { offset: (page - 1) * pageSize, pageSize })
  const tab = tabOf(filters)
  const first = Math.min(wanted, furthest)
  const [tabs, counted, firstRows] = await Promise.all([
    tabCounts(),
    tab ? null : countOrders(filters),
    read(first),
  ])
  const total = counted ?? tabs[tab ?? 'all']
  const pages = Math.max(1, Math.ceil(Math.min(total, MAX_COUNTED) / pageSize))
  const page = firstRows.length === 0 ? Math.min(first, pages) : first
  const rows = page === first ? firstRows : await read(page)
  return { rows, tabs, total, page, pages: Math.max(page, pages), beyond: wanted > page }
}

/** The tab whose figure counts exactly what these filters find, if there is one. */
function tabOf(filters: OrderFilters): keyof TabCounts | null {
  const set = Object.entries(filters).filter(
    ([, value]) => value && (!Array.isArray(value) || value.length > 0)
  )
  if (set.length === 0) return 'all'
  if (set.length > 1) return null
  if (filters.statuses.length === 1) return filters.statuses[0]
  return filters.afterSale === 'waiting' ? 'after_sale' : null
}
