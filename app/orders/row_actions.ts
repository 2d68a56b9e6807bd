import { DomainError } from '#shared/domain_error'
import { orderStatus, type OrderStatus } from '#shared/statuses'

export type OrderAction = 'ship' | 'complete' | 'cancel'

/** What decides which actions staff are offered. */
export interface ActionFacts {
  status: OrderStatus
  cancel_requested: boolean
  has_haier: boolean
  supply_state: string
}

export interface OfferedAction {
  action: OrderAction
  label: string
  /** '' when the action may be done now, else why it may not */
  reason: string
}

const ACTIONS: Record<OrderAction, { label: string; from: readonly OrderStatus[] }> = {
  ship: { label: '发货', from: ['paid'] },
  complete: { label: '完成', from: ['shipped'] },
  cancel: { label: '取消', from: ['pending', 'paid'] },
}

/**
 * Every action of an order with the reason why it is not possible now, '' when it is. Lists, pages and
 * commands all ask here; the command decides once more under the lock. Rule: docs/rules/statuses.md
 */
export function orderActions(order: ActionFacts): OfferedAction[] {
  return (Object.keys(ACTIONS) as OrderAction[]).map((action) => ({
    action,
    label: ACTIONS[action].label,
    reason: refusalOf(action, order),
  }))
}

/** The one action that the shop waits for in this state, if it may be done. */
export function mainAction(order: ActionFacts): OfferedAction | null {
  return orderActions(order).find(({ action, reason }) => action !== 'cancel' && !reason) ?? null
}

/** @throws DomainError INVALID_ORDER_STATUS with the reason */
export function assertOffered(action: OrderAction, order: ActionFacts): void {
  const reason = refusalOf(action, order)
  if (reason) throw new DomainError('INVALID_ORDER_STATUS', reason)
}

/** True when the goods of the supplier were not handed over, so that shipping needs a reason. */
export function needsOverride({ has_haier, supply_state }: ActionFacts): boolean {
  return has_haier && !['sent', 'confirmed', 'dispatched', 'delivered'].includes(supply_state)
}

function refusalOf(action: OrderAction, order: ActionFacts): string {
  const { label, from } = ACTIONS[action]
  if (!from.includes(order.status))
    return `订单当前为“${orderStatus.label(order.status)}”，不能${label}`
  if (action !== 'complete' && order.cancel_requested) return '该订单正在等待取消，请等待处理结果'
  if (action === 'ship' && order.has_haier && order.supply_state === 'out_of_stock')
    return '海尔商品缺货，不能发货'
  return ''
}
