import type { Notice } from '#messaging/actions/notify'
import type { OrderChanges } from '#orders/order_changes'
import type { LockedOrder } from '#orders/queries/lock_order'
import type { OrderStatus } from '#shared/statuses'

type NoticedOrder = Pick<LockedOrder, 'id' | 'order_number' | 'user_id' | 'actual_amount'>

/**
 * What the customer is told when an order reaches a status; null where nothing needs saying. `facts`
 * go into the notice's metadata, e.g. the payment that made the order paid.
 */
export function orderNotice(
  order: NoticedOrder,
  to: OrderStatus,
  changes: OrderChanges = {},
  facts: Record<string, unknown> = {}
): Notice | null {
  const about = {
    userId: order.user_id,
    orderId: order.id,
    orderNumber: order.order_number,
    status: to,
  }
  if (to === 'cancelled')
    return {
      ...about,
      type: 'order',
      title: '订单已取消',
      content: `您的订单 ${order.order_number} 已取消${changes.cancel_reason ? `：${changes.cancel_reason}` : ''}`,
      brief: changes.cancel_reason || '已取消',
      metadata: facts,
      dedupeKey: `order_cancelled:${order.id}`,
    }
  if (to === 'shipped')
    return {
      ...about,
      type: 'order',
      title: '订单已发货',
      content: `您的订单 ${order.order_number} 已发货，物流单号 ${changes.logistics_no ?? ''}`,
      brief: changes.logistics_no ? `单号 ${changes.logistics_no}` : '已发货',
      metadata: { logistics_no: changes.logistics_no ?? '', ...facts },
      dedupeKey: `order_shipped:${order.id}`,
    }
  if (to === 'paid')
    return {
      ...about,
      type: 'payment',
      title: '支付成功',
      content: `您的订单 ${order.order_number} 已完成支付，共 ¥${order.actual_amount}`,
      brief: `已支付 ¥${order.actual_amount}`,
      status: 'succeeded',
      metadata: { amount: order.actual_amount, ...facts },
      dedupeKey: `order_paid:${order.id}`,
    }
  return null
}
