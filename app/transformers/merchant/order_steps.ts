import type { OrderFacts } from '#orders/queries/staff/order_page'
import { toShanghaiText } from '#shared/shanghai'
import { orderStatus } from '#shared/statuses'
import { waitedText } from '#transformers/merchant/order_row'

interface Step {
  label: string
  note: string
  status: 'done' | 'now' | 'next' | 'ended'
}

/** How far an order is, as a strip of steps. Orders that go back end in what became of them. */
export function orderSteps(order: OrderFacts): Step[] {
  const { status } = order
  const reached: Step[] = [done('提交订单', order.created_at)]
  if (order.paid_at) reached.push(done('支付成功', order.paid_at))
  if (order.shipped_at) reached.push(done('已发货', order.shipped_at))
  if (order.completed_at) reached.push(done('已完成', order.completed_at))
  if (status === 'cancelled') return [...reached, ended('已取消', order.cancelled_at)]
  if (status === 'refunded') return [...reached, ended('已退款', null)]
  if (status === 'returning' || status === 'refunding')
    return [...reached, now(orderStatus.label(status)), next('已退款')]
  const waited = order.waited_hours === null ? '' : waitedText(order.waited_hours)
  const ahead: Record<string, Step[]> = {
    pending: [now('待支付'), next('发货'), next('确认收货')],
    paid: [now('待发货', waited), next('确认收货'), next('已完成')],
    shipped: [now('待收货'), next('已完成')],
    completed: [],
  }
  return [...reached, ...ahead[status]]
}

const at = (instant: Date | null) => (instant ? toShanghaiText(instant).slice(5, 16) : '')
const done = (label: string, instant: Date): Step => ({ label, note: at(instant), status: 'done' })
const now = (label: string, note = ''): Step => ({ label, note, status: 'now' })
const next = (label: string): Step => ({ label, note: '', status: 'next' })
const ended = (label: string, instant: Date | null): Step => ({
  label,
  note: at(instant),
  status: 'ended',
})
