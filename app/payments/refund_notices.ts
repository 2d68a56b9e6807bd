import type { Notice } from '#messaging/actions/notify'

interface NoticedRefund {
  id: number
  payment_id: number | null
  /** text in yuan */
  amount: string
  order_id: number
  order_number: string
  user_id: number
}

type RefundEvent = 'created' | 'succeeded' | 'not_started' | 'failed'

/**
 * What the customer is told of a refund. What went wrong between the shop and WeChat is for staff: the
 * customer reads what happens next.
 */
const WORDS: Record<
  RefundEvent,
  { status: string; title: string; brief: string; content: (amount: string) => string }
> = {
  created: {
    status: 'pending',
    title: '退款处理中',
    brief: '正在退款',
    content: (amount) => `正在退款 ¥${amount}`,
  },
  succeeded: {
    status: 'succeeded',
    title: '退款成功',
    brief: '已退款',
    content: (amount) => `已退款 ¥${amount}`,
  },
  not_started: {
    status: 'failed',
    title: '退款发起失败',
    brief: '退款未发出',
    content: (amount) => `的退款 ¥${amount} 暂时没有发出，我们会尽快处理，请留意后续通知`,
  },
  failed: {
    status: 'failed',
    title: '退款失败',
    brief: '退款未到账',
    content: (amount) => `的退款 ¥${amount} 没有到账，请联系客服处理`,
  },
}

/** The notice of one event; `reason` follows the sentence where the customer may know it. */
export function refundNotice(refund: NoticedRefund, event: RefundEvent, reason?: string): Notice {
  const { status, title, brief, content } = WORDS[event]
  return {
    userId: refund.user_id,
    orderId: refund.order_id,
    orderNumber: refund.order_number,
    status,
    type: 'refund',
    title,
    content: `您的订单 ${refund.order_number} ${content(refund.amount)}${reason ? `：${reason}` : ''}`,
    brief: `${brief} ¥${refund.amount}`,
    metadata: {
      refund_id: refund.id,
      payment_id: refund.payment_id ?? undefined,
      amount: refund.amount,
    },
    dedupeKey: `refund_${event}:${refund.id}`,
  }
}
