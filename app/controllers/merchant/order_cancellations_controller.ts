import type { HttpContext } from '@adonisjs/core/http'
import { runOrderCommand, type Said } from '#controllers/merchant/order_command'
import { requireViewer } from '#middleware/viewer_context'
import { orderFacts } from '#orders/queries/staff/order_page'
import { assertOffered } from '#orders/row_actions'
import { cancelOrder, type CancelResult } from '#payments/actions/cancel_order'
import { cancelConsequence } from '#payments/queries/cancel_consequence'
import OrderPolicy from '#policies/order_policy'
import { DomainError } from '#shared/domain_error'
import { renderPage } from '#transformers/console_page'
import { cancellationView } from '#transformers/merchant/order_forms'
import { cancellationValidator } from '#validators/merchant/order_commands'

const FORM = {
  page: 'merchant/orders/cancellation_page',
  fragments: { drawer: 'merchant/orders/cancellation' },
}

/** Cancelling an order that was not sent; what was paid goes back. */
export default class OrderCancellationsController {
  async create(ctx: HttpContext) {
    await ctx.bouncer.with(OrderPolicy).authorize('cancel')
    return renderPage(ctx, FORM, await cancellationView(ctx.params.id))
  }

  async store(ctx: HttpContext) {
    await ctx.bouncer.with(OrderPolicy).authorize('cancel')
    const orderId = ctx.params.id
    return runOrderCommand(ctx, {
      name: 'orders.cancel',
      form: FORM,
      validate: () => ctx.request.validateUsing(cancellationValidator),
      view: () => cancellationView(orderId),
      work: async ({ reason, note = '', fingerprint }) => {
        assertOffered('cancel', await orderFacts(orderId))
        await assertUnchanged(orderId, fingerprint)
        return said(await cancelOrder({ orderId, by: requireViewer(ctx), reason, note }))
      },
    })
  }
}

/** What was promised above the button must still be what happens. */
async function assertUnchanged(orderId: number, shown: string | undefined) {
  const consequence = await cancelConsequence(orderId)
  if (consequence?.fingerprint !== shown)
    throw new DomainError(
      'RESOURCE_CONFLICT',
      '订单刚刚发生了变化，请核对下方的处理结果后再次确认',
      {
        status: 409,
      }
    )
}

function said({ refundStarted, refundError }: CancelResult): Said {
  if (refundError)
    return { message: '订单已转为退款中，但退款没有提交成功，请查看订单的退款记录', tone: 'warn' }
  return { message: refundStarted ? '已取消，退款处理中' : '订单已取消' }
}
