import type { HttpContext } from '@adonisjs/core/http'
import { workbench } from '#insights/queries/workbench'
import { requireViewer } from '#middleware/viewer_context'
import DashboardPolicy from '#policies/dashboard_policy'
import { readFlag } from '#shared/paging'
import { landingPath } from '#staff/menu'
import { renderPage } from '#transformers/console_page'
import { workbenchView } from '#transformers/merchant/workbench'

const PAGE = {
  page: 'merchant/workbench/show',
  fragments: { workbench: 'merchant/workbench/figures' },
}

/** The first page of an admin; support begins at the orders. */
export default class WorkbenchController {
  async show(ctx: HttpContext) {
    const viewer = requireViewer(ctx)
    if (viewer.role === 'support') return ctx.response.redirect().toPath(landingPath(viewer.role))
    await ctx.bouncer.with(DashboardPolicy).authorize('read')
    const found = await workbench({ fresh: readFlag(ctx.request.qs().fresh) === true })
    return renderPage(ctx, PAGE, workbenchView(found))
  }
}
