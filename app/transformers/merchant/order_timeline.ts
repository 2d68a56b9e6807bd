import type { TimelineRow } from '#orders/queries/staff/order_timeline'
import { isStaffRole } from '#shared/labels'
import { Money } from '#shared/money'
import { orderStatus } from '#shared/statuses'
import type { TagColor } from '#shared/status_table'

interface Words {
  text: string
  tone: TagColor
}

const STATUS: Record<string, string> = {
  pending: '提交订单',
  paid: '支付成功，等待发货',
  shipped: '商家已发货',
  completed: '订单完成',
  cancelled: '订单已取消',
  returning: '开始退货',
  refunding: '开始退款',
  refunded: '已全部退款',
}

const PAYMENT: Record<string, Words> = {
  created: { text: '生成支付单', tone: 'gray' },
  start: { text: '客户打开微信支付', tone: 'blue' },
  start_refused: { text: '微信支付未能打开', tone: 'red' },
  succeeded: { text: '微信支付到账', tone: 'green' },
  failed: { text: '支付失败', tone: 'red' },
  cancelled: { text: '支付单已关闭', tone: 'gray' },
  expired: { text: '支付单已过期', tone: 'gray' },
}

const REFUND: Record<string, Words> = {
  refund_created: { text: '生成退款单', tone: 'purple' },
  refund_started: { text: '已向微信发起退款', tone: 'purple' },
  refund_succeeded: { text: '退款到账', tone: 'green' },
  refund_failed: { text: '退款失败', tone: 'red' },
}

const STOCK: Record<string, string> = {
  order_created: '锁定库存',
  order_cancelled: '订单取消，退回库存',
  order_refunded: '订单退款，退回库存',
  return_received: '收到退货，退回库存',
}

const AUDIT: Record<string, string> = {
  order_staff_note_changed: '修改内部备注',
  callback_amount_mismatch: '微信通知的金额与订单不符',
}

const ANOMALIES: Record<string, string> = {
  late: '订单取消后才到账，将自动退款',
  duplicate: '重复支付，将自动退款',
  amount_mismatch: '金额与订单不符，请人工核对',
}

/** A line of the time line, in words. */
export function timelineView(entry: TimelineRow) {
  const { text, tone } = wordsOf(entry)
  return { at: entry.at, text, tone, note: noteOf(entry), who: whoOf(entry) }
}

function wordsOf({ kind, event, about, quantity }: TimelineRow): Words {
  if (kind === 'status' && orderStatus.is(event)) {
    const back = about === 'refunding' && event !== 'refunded'
    const text = back ? `退款结束，恢复为“${orderStatus.label(event)}”` : STATUS[event]
    return { text, tone: orderStatus.color(event) }
  }
  if (kind === 'payment' || kind === 'refund') {
    const words = (kind === 'payment' ? PAYMENT : REFUND)[event]
    const amount = `¥${Money.yuan(about).toGrouped()}`
    return { text: `${words?.text ?? '支付状态更新'} ${amount}`, tone: words?.tone ?? 'gray' }
  }
  if (kind === 'stock') {
    const sign = (quantity ?? 0) > 0 ? '+' : '−'
    return { text: `${STOCK[event] ?? '库存变化'} ${sign}${Math.abs(quantity ?? 0)}`, tone: 'gray' }
  }
  return { text: AUDIT[event] ?? '订单记录更新', tone: 'gold' }
}

function noteOf({ kind, about, note }: TimelineRow): string {
  if (kind === 'payment') return ANOMALIES[note] ?? ''
  if (kind === 'stock') return note ? `${about}（${note}）` : about
  if (kind === 'audit') return about || note
  return note
}

function whoOf({ operator, operator_role: role }: TimelineRow): string {
  if (!operator) return '系统'
  return isStaffRole(role ?? '') ? operator : `${operator}（客户）`
}
