import type { HttpContext } from '@adonisjs/core/http'
import { findOrderByNumber, orderFacts } from '#orders/queries/staff/order_page'
import { orderActions } from '#orders/row_actions'
import OrderPolicy from '#policies/order_policy'
import { notFound } from '#shared/domain_error'
import { readText } from '#shared/paging'
import { isFragment, renderPage } from '#transformers/console_page'
import { actionLink, orderPath } from '#transformers/merchant/order_paths'

const MENU = { page: 'merchant/orders/menu', fragments: { menu: 'merchant/orders/menu' } }

/** The menu behind a line of the list, and the way from a number to its page. */
export default class OrderActionsController {
  async index(ctx: HttpContext) {
    await ctx.bouncer.with(OrderPolicy).authorize('read')
    const order = await orderFacts(ctx.params.id)
    if (!isFragment(ctx)) return ctx.response.redirect().toPath(orderPath(order.id))
    const actions = orderActions(order).map((offered) => actionLink(order.id, offered))
    return renderPage(ctx, MENU, { path: orderPath(order.id), actions })
  }

  async show(ctx: HttpContext) {
    await ctx.bouncer.with(OrderPolicy).authorize('read')
    const id = await findOrderByNumber(readText(ctx.params.number, 100))
    if (id === null) throw notFound('订单不存在')
    ctx.response.redirect().toPath(orderPath(id))
  }
}
