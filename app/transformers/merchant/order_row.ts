import type { OrderRow } from '#orders/queries/staff/list_orders'
import { mainAction } from '#orders/row_actions'
import { Money } from '#shared/money'
import { actionLink, orderPath, ORDERS } from '#transformers/merchant/order_paths'
import { statusTag } from '#transformers/status_tag'

/** Hours after which an order that waits to be sent is late. */
const LATE = 24

/** One line of the order list as the template prints it. `query` is that of the list. */
export function orderRowView(order: OrderRow, query: string) {
  const href = orderPath(order.id, query)
  const main = mainAction(order)
  const action = main ? actionLink(order.id, main) : null
  return {
    id: order.id,
    number: order.order_number,
    href,
    markers: markers(order),
    username: order.username,
    role: statusTag('role', order.role).label,
    goods: order.goods,
    image: order.image,
    all: order.all_goods,
    goodsNote: order.line_count > 1 ? `等 ${order.line_count} 种商品` : specText(order.specs),
    quantity: order.quantity,
    actual: Money.yuan(order.actual_amount),
    gross: order.total_amount === order.actual_amount ? null : Money.yuan(order.total_amount),
    refunded: order.refunded_amount ? Money.yuan(order.refunded_amount) : null,
    pay: paymentWay(order),
    status: order.status,
    ageing: ageing(order),
    refundWaits: order.refund_waiting,
    supply: order.has_haier ? order.supply_state : '',
    contact: order.contact_name,
    phone: order.phone,
    address: order.address,
    createdAt: order.created_at,
    actions: {
      primary: action
        ? { label: action.label, href: action.href, drawer: true }
        : { label: '查看', href: orderPath(order.id), drawer: true },
      more: {
        menu: `${ORDERS}/${order.id}/actions`,
        href: orderPath(order.id),
        what: order.order_number,
      },
    },
  }
}

function markers(order: OrderRow): string[] {
  return [
    order.is_government_order ? '国补' : '',
    order.is_delivery_install ? '送装一体' : '',
    order.has_note ? '有备注' : '',
  ].filter(Boolean)
}

/** How the order was paid; an online order without money is simply unpaid. */
export function paymentWay(order: { payment_method: string; paid: boolean }): string {
  if (order.payment_method === 'credit') return '信用支付'
  return order.paid ? '微信支付' : '未支付'
}

/** `白色，521L`: the values of a specification. */
export function specText(specs: Record<string, unknown>): string {
  return Object.values(specs).map(String).join('，')
}

function ageing({ waited_hours: hours, cancel_requested: cancelling }: OrderRow) {
  if (cancelling) return { text: '等待取消', late: false }
  if (hours === null || hours < LATE) return null
  return { text: waitedText(hours), late: hours >= 2 * LATE }
}

/** `已等 25 小时`, or days when it takes that long. */
export function waitedText(hours: number): string {
  if (hours < 1) return '不到 1 小时'
  return hours < 72 ? `已等 ${hours} 小时` : `已等 ${Math.floor(hours / 24)} 天`
}
