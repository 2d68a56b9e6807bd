import type { HttpContext } from '@adonisjs/core/http'
import { neighbours } from '#orders/queries/staff/list_orders'
import { orderListPage } from '#orders/queries/staff/order_list_page'
import { orderPage } from '#orders/queries/staff/order_page'
import OrderPolicy from '#policies/order_policy'
import { readPaging } from '#shared/paging'
import { fragmentIds, preferredPageSize, renderPage } from '#transformers/console_page'
import { orderListView } from '#transformers/merchant/order_list'
import { orderPageView } from '#transformers/merchant/order_page'
import { readOrderList } from '#validators/merchant/order_list'

const LIST = { page: 'merchant/orders/index', fragments: { list: 'merchant/orders/list' } }
const PAGE = {
  page: 'merchant/orders/show',
  fragments: { detail: 'merchant/orders/detail', drawer: 'merchant/orders/drawer' },
}

/** The orders of the shop, as a list and one by one. */
export default class OrdersController {
  async index(ctx: HttpContext) {
    await ctx.bouncer.with(OrderPolicy).authorize('list')
    const query = ctx.request.qs()
    const input = readOrderList(query)
    const paging = readPaging(query, { size: preferredPageSize(ctx) })
    const found = await orderListPage(input.filters, input.sort, paging)
    const view = orderListView(ctx.request.url(true), input, found)
    return renderPage(ctx, LIST, { ...view, pageSize: paging.pageSize })
  }

  async show(ctx: HttpContext) {
    await ctx.bouncer.with(OrderPolicy).authorize('read')
    const order = await orderPage(ctx.params.id)
    const { filters, sort } = readOrderList(ctx.request.qs())
    const inList = fragmentIds(ctx).length === 0 ? await neighbours(order, filters, sort) : null
    return renderPage(ctx, PAGE, orderPageView(order, ctx.request.parsedUrl.query ?? '', inList))
  }
}
