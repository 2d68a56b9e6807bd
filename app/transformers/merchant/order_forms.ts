import { orderFacts, orderItems, type OrderFacts } from '#orders/queries/staff/order_page'
import { needsOverride, orderActions, type OrderAction } from '#orders/row_actions'
import { cancelConsequence } from '#payments/queries/cancel_consequence'
import { Money } from '#shared/money'
import { orderPath } from '#transformers/merchant/order_paths'
import { statusTag } from '#transformers/status_tag'

/** Carriers that deliver large appliances and parcels; any other name may be typed. */
const CARRIERS = [
  ...['顺丰速运', '京东物流', '日日顺物流', '德邦快递', '安能物流', '中通快递', '圆通速递'],
  ...['申通快递', '韵达快递', '极兔速递', '邮政快递包裹', 'EMS', '跨越速运', '壹米滴答'],
]

const COMMANDS: Record<OrderAction, string> = {
  ship: '订单发货',
  complete: '完成订单',
  cancel: '取消订单',
}

const REASONS = ['客户要求取消', '商品缺货', '地址无法配送', '客户重复下单', '价格有误']

/** What every dialog of an order begins with: which order it is, and whether the command is possible. */
export async function orderFormView(id: number, action: OrderAction | null) {
  const [order, items] = await Promise.all([orderFacts(id), orderItems(id)])
  const offered = action && orderActions(order).find((one) => one.action === action)
  return {
    order,
    path: orderPath(id),
    command: action ? COMMANDS[action] : '',
    blocked: offered?.reason ?? '',
    about: [
      { label: '订单号', value: order.order_number },
      { label: '客户', value: `${order.username}（${statusTag('role', order.role).label}）` },
      { label: '实付款', value: `¥${Money.yuan(order.actual_amount).toGrouped()}` },
      { label: '商品', value: items.map(lineText).join('；'), wide: true },
      { label: '收货人', value: receiverOf(order), wide: true },
    ],
    typed: {},
    errors: {},
    notice: '',
  }
}

export async function shipmentView(id: number) {
  const view = await orderFormView(id, 'ship')
  return { ...view, override: needsOverride(view.order), carriers: CARRIERS }
}

export async function noteView(id: number) {
  const view = await orderFormView(id, null)
  return { ...view, typed: { staff_note: view.order.staff_note } }
}

export async function cancellationView(id: number) {
  const [view, consequence] = await Promise.all([
    orderFormView(id, 'cancel'),
    cancelConsequence(id),
  ])
  return {
    ...view,
    reasons: REASONS,
    fingerprint: consequence?.fingerprint ?? '',
    consequence: consequence ? consequenceText(consequence) : '',
  }
}

function consequenceText({ refund, pieces }: { refund: Money; pieces: number }): string {
  if (refund.fen > 0)
    return `确认后：将退款 ¥${refund.toGrouped()} 到客户的微信支付账户，订单变为退款中；退款到账后${stock(pieces)}订单变为已退款。提交后不可撤销。`
  return `确认后：客户尚未付款，不产生退款；${stock(pieces)}订单变为已取消，并通知客户。提交后不可撤销。`
}

const stock = (pieces: number) => (pieces > 0 ? `退回库存 ${pieces} 件，` : '')

const lineText = (item: { product_name: string; quantity: number }) =>
  `${item.product_name} × ${item.quantity}`

const receiverOf = (order: OrderFacts) =>
  [order.contact_name, order.phone, order.address].filter(Boolean).join('，')
