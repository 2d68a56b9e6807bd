import type {
  OrderItem,
  OrderPage,
  OrderPayment,
  OrderRefund,
} from '#orders/queries/staff/order_page'
import { mainAction, orderActions } from '#orders/row_actions'
import { PAYMENT_METHODS, type PaymentMethod } from '#shared/labels'
import { Money } from '#shared/money'
import { shanghaiDay, toShanghaiIso } from '#shared/shanghai'
import { withQuery } from '#transformers/addresses'
import { actionLink, orderPath, ORDERS } from '#transformers/merchant/order_paths'
import { paymentWay, specText } from '#transformers/merchant/order_row'
import { orderSteps } from '#transformers/merchant/order_steps'
import { timelineView } from '#transformers/merchant/order_timeline'
import { statusTag, type TagView } from '#transformers/status_tag'

const CHANNELS: Record<string, string> = { wechat: '微信', credit: '信用账户', offline: '线下' }

const ANOMALY_TAGS: Record<string, TagView> = {
  late: { label: '逾期到账', color: 'red' },
  duplicate: { label: '重复支付', color: 'red' },
  amount_mismatch: { label: '金额不符', color: 'red' },
}

/** The order page and drawer as their templates print them. `query` is that of the list it came from. */
export function orderPageView(
  order: OrderPage,
  query: string,
  inList: { previous: number | null; next: number | null } | null
) {
  const main = mainAction(order)
  const list = withQuery(query ? `${ORDERS}?${query}` : ORDERS, {})
  return {
    order,
    path: orderPath(order.id),
    here: orderPath(order.id, query),
    list,
    previous: inList?.previous ? orderPath(inList.previous, query) : null,
    next: inList?.next ? orderPath(inList.next, query) : null,
    tags: tagsOf(order),
    main: main && actionLink(order.id, main),
    actions: orderActions(order).map((offered) => actionLink(order.id, offered)),
    steps: orderSteps(order),
    deadline:
      order.status === 'pending' && order.expires_at ? toShanghaiIso(order.expires_at) : null,
    pay: paymentWay(order),
    items: order.items.map(itemView),
    sums: sumsOf(order),
    payments: order.payments.map((payment) => paymentView(order.id, payment)),
    refunds: order.refunds.map(refundView),
    timeline: order.timeline.map(timelineView),
    receiver: [order.contact_name, order.phone, order.address].filter(Boolean).join(' '),
    customer: {
      role: statusTag('role', order.role).label,
      orders: `${ORDERS}?user_id=${order.user_id}`,
      spent: Money.yuan(order.spent),
      joined: shanghaiDay(order.date_joined),
    },
    supply: order.has_haier ? statusTag('supply', order.supply_state) : null,
  }
}

function tagsOf(order: OrderPage): TagView[] {
  const tags = [statusTag('order', order.status)]
  if (order.cancel_requested) tags.push({ label: '等待取消', color: 'orange' })
  if (order.refund_waiting) tags.push({ label: '退款待处理', color: 'orange' })
  if (order.is_government_order) tags.push({ label: '国补', color: 'gold' })
  return tags
}

function itemView(item: OrderItem) {
  return {
    ...item,
    second: [specText(item.sku_specs), item.sku_code || item.product_code].filter(Boolean),
    price: Money.yuan(item.unit_price),
    discount: negative(item.discount_amount),
    actual: Money.yuan(item.actual_amount),
  }
}

function sumsOf(order: OrderPage) {
  const refunded = Money.yuan(order.refunded_amount)
  return [
    { label: '总金额', amount: Money.yuan(order.total_amount) },
    { label: '优惠', amount: negative(order.discount_amount) },
    { label: '实付款', amount: Money.yuan(order.actual_amount), strong: true },
    { label: '已退款', amount: refunded.fen === 0 ? null : refunded },
    { label: '可退金额', amount: order.paid ? Money.yuan(order.refundable_amount) : null },
  ]
}

function paymentView(orderId: number, payment: OrderPayment) {
  return {
    ...payment,
    way: PAYMENT_METHODS[payment.method as PaymentMethod] ?? payment.method,
    money: Money.yuan(payment.amount),
    anomalyTag: payment.anomaly ? ANOMALY_TAGS[payment.anomaly] : null,
    sync:
      payment.asked && payment.status !== 'succeeded'
        ? `${ORDERS}/${orderId}/payments/${payment.id}/sync`
        : null,
  }
}

function refundView(refund: OrderRefund) {
  return {
    ...refund,
    money: Money.yuan(refund.amount),
    tag: refundTag(refund),
    channelName: CHANNELS[refund.channel] ?? refund.channel,
    failure: refund.status === 'failed' ? refund.failure_reason : '',
  }
}

/** A refused refund and one that needs a person are other things than one that failed. */
function refundTag({ status, rejected, failure_code: code }: OrderRefund): TagView {
  if (status === 'failed' && rejected) return { label: '已拒绝', color: 'gray' }
  if (status === 'failed' && code === 'ABNORMAL') return { label: '需人工处理', color: 'red' }
  return statusTag('refund', status)
}

function negative(amount: string): Money | null {
  const money = Money.yuan(amount)
  return money.fen === 0 ? null : Money.zero.minus(money)
}
