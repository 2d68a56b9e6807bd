import type { HttpContext } from '@adonisjs/core/http'
import { LOW_STOCK, lowStock } from '#insights/queries/low_stock'
import { workbench } from '#insights/queries/workbench'
import { MAX_COUNTED } from '#orders/queries/staff/list_orders'
import DashboardPolicy from '#policies/dashboard_policy'
import { readPaging } from '#shared/paging'
import { preferredPageSize, renderPage } from '#transformers/console_page'

const PAGE = {
  page: 'merchant/workbench/low_stock_page',
  fragments: { list: 'merchant/workbench/low_stock' },
}

/** Goods on sale that are sold out or nearly so. */
export default class LowStockController {
  async index(ctx: HttpContext) {
    await ctx.bouncer.with(DashboardPolicy).authorize('read')
    const { todos } = await workbench()
    const asked = readPaging(ctx.request.qs(), { size: preferredPageSize(ctx) })
    const { pageSize } = asked
    const pages = Math.max(1, Math.ceil(Math.min(todos.low_stock, MAX_COUNTED) / pageSize))
    const page = Math.min(asked.page, pages)
    const rows = await lowStock({ page, pageSize, offset: (page - 1) * pageSize })
    return renderPage(ctx, PAGE, {
      rows,
      page,
      pages,
      pageSize,
      total: todos.low_stock,
      limit: LOW_STOCK,
    })
  }
}
