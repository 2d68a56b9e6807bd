import type { HttpContext } from '@adonisjs/core/http'
import { runOrderCommand } from '#controllers/merchant/order_command'
import { requireViewer } from '#middleware/viewer_context'
import { shipOrder } from '#orders/actions/ship_order'
import { orderFacts } from '#orders/queries/staff/order_page'
import { orderWithParcel } from '#orders/queries/staff/order_with_parcel'
import { assertOffered } from '#orders/row_actions'
import OrderPolicy from '#policies/order_policy'
import { invalid } from '#shared/domain_error'
import { renderPage } from '#transformers/console_page'
import { shipmentView } from '#transformers/merchant/order_forms'
import { shipmentValidator } from '#validators/merchant/order_commands'

const FORM = {
  page: 'merchant/orders/shipment_page',
  fragments: { drawer: 'merchant/orders/shipment' },
}

/** Sending a paid order. */
export default class OrderShipmentsController {
  async create(ctx: HttpContext) {
    await ctx.bouncer.with(OrderPolicy).authorize('ship')
    return renderPage(ctx, FORM, await shipmentView(ctx.params.id))
  }

  async store(ctx: HttpContext) {
    await ctx.bouncer.with(OrderPolicy).authorize('ship')
    const orderId = ctx.params.id
    return runOrderCommand(ctx, {
      name: 'orders.ship',
      form: FORM,
      validate: () => ctx.request.validateUsing(shipmentValidator),
      view: () => shipmentView(orderId),
      work: async (input) => {
        assertOffered('ship', await orderFacts(orderId))
        await refuseUsedParcel(input.logistics_no, orderId, input.confirmed_no)
        await shipOrder({
          orderId,
          logisticsNo: input.logistics_no,
          expressCompany: input.express_company,
          note: input.note,
          overrideReason: input.override_reason,
          by: requireViewer(ctx),
        })
        return { message: '发货成功' }
      },
    })
  }
}

/** One number for two orders is mostly a slip of the scanner; the same form sent again means it. */
async function refuseUsedParcel(logisticsNo: string, orderId: number, confirmed = '') {
  if (confirmed === logisticsNo) return
  const other = await orderWithParcel(logisticsNo, orderId)
  if (other)
    throw invalid('logistics_no', `此单号已用于订单 ${other}；核对无误后再次点击“确认发货”即可发货`)
}
