import type { HttpContext } from '@adonisjs/core/http'
import { runOrderCommand } from '#controllers/merchant/order_command'
import { requireViewer } from '#middleware/viewer_context'
import { completeOrder } from '#orders/actions/complete_order'
import { orderFacts } from '#orders/queries/staff/order_page'
import { assertOffered } from '#orders/row_actions'
import OrderPolicy from '#policies/order_policy'
import { renderPage } from '#transformers/console_page'
import { orderFormView } from '#transformers/merchant/order_forms'
import { completionValidator } from '#validators/merchant/order_commands'

const FORM = {
  page: 'merchant/orders/completion_page',
  fragments: { drawer: 'merchant/orders/completion' },
}

/** Saying for the customer that the goods have arrived. */
export default class OrderCompletionsController {
  async create(ctx: HttpContext) {
    await ctx.bouncer.with(OrderPolicy).authorize('complete')
    return renderPage(ctx, FORM, await orderFormView(ctx.params.id, 'complete'))
  }

  async store(ctx: HttpContext) {
    await ctx.bouncer.with(OrderPolicy).authorize('complete')
    const orderId = ctx.params.id
    return runOrderCommand(ctx, {
      name: 'orders.complete',
      form: FORM,
      validate: () => ctx.request.validateUsing(completionValidator),
      view: () => orderFormView(orderId, 'complete'),
      work: async () => {
        assertOffered('complete', await orderFacts(orderId))
        await completeOrder({ orderId, by: requireViewer(ctx) })
        return { message: '订单已完成' }
      },
    })
  }
}
