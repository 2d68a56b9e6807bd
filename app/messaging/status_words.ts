import type { NotificationType } from '#shared/notification_types'

/**
 * The states that messages tell of, in the five Chinese characters that WeChat allows. They say what
 * happened (已发货) where the labels of the shop say what comes next (待收货).
 */
const WORDS: Partial<Record<NotificationType, Record<string, string>>> = {
  payment: { succeeded: '支付成功', expired: '已过期' },
  order: {
    pending: '待支付',
    paid: '已支付',
    shipped: '已发货',
    completed: '已完成',
    cancelled: '已取消',
  },
  refund: { pending: '退款中', processing: '退款中', succeeded: '退款成功', failed: '退款失败' },
  return: { requested: '已申请', approved: '已同意', rejected: '已拒绝', received: '已签收' },
  statement: { draft: '待确认', confirmed: '已确认', settled: '已结清' },
}

/** The word for a state, or undefined where none is known. */
export function statusWord(type: NotificationType, status: string): string | undefined {
  return WORDS[type]?.[status]
}
