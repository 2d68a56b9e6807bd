import { statusMachine, type StatusTable } from '#shared/status_table'

export type OrderStatus =
  | 'pending'
  | 'paid'
  | 'shipped'
  | 'completed'
  | 'cancelled'
  | 'returning'
  | 'refunding'
  | 'refunded'

/** Every way an order may go. Rule: docs/rules/orders.md */
export const orderStatus = statusMachine<OrderStatus>({
  pending: { label: '待支付', color: 'orange', next: ['paid', 'cancelled'] },
  paid: {
    label: '待发货',
    color: 'blue',
    next: ['shipped', 'cancelled', 'refunding', 'returning'],
  },
  shipped: { label: '待收货', color: 'cyan', next: ['completed', 'returning', 'refunding'] },
  completed: { label: '已完成', color: 'green', next: ['returning', 'refunding', 'refunded'] },
  cancelled: { label: '已取消', color: 'gray', next: [] },
  returning: { label: '退货中', color: 'purple', next: ['refunding', 'refunded'] },
  refunding: {
    label: '退款中',
    color: 'purple',
    next: ['refunded', 'paid', 'shipped', 'completed', 'returning'],
  },
  refunded: { label: '已退款', color: 'magenta', next: [] },
} satisfies StatusTable<OrderStatus>)

export type PaymentStatus = 'init' | 'processing' | 'succeeded' | 'failed' | 'cancelled' | 'expired'

/** Every way an attempt to pay may go; money that arrived always wins. Rule: docs/rules/payments.md */
export const paymentStatus = statusMachine<PaymentStatus>({
  init: {
    label: '待支付',
    color: 'orange',
    next: ['processing', 'succeeded', 'failed', 'cancelled', 'expired'],
  },
  processing: {
    label: '支付中',
    color: 'blue',
    next: ['init', 'succeeded', 'failed', 'cancelled', 'expired'],
  },
  succeeded: { label: '支付成功', color: 'green', next: [] },
  failed: { label: '支付失败', color: 'red', next: ['succeeded'] },
  cancelled: { label: '已取消', color: 'gray', next: ['succeeded'] },
  expired: { label: '已过期', color: 'gray', next: ['succeeded'] },
} satisfies StatusTable<PaymentStatus>)

export type RefundStatus = 'pending' | 'processing' | 'succeeded' | 'failed'

/** Every way a refund may go. Rule: docs/rules/payments.md */
export const refundStatus = statusMachine<RefundStatus>({
  pending: { label: '待审核', color: 'orange', next: ['processing', 'failed'] },
  processing: { label: '处理中', color: 'purple', next: ['succeeded', 'failed'] },
  succeeded: { label: '已退款', color: 'green', next: [] },
  failed: { label: '退款失败', color: 'red', next: ['processing'] },
} satisfies StatusTable<RefundStatus>)
