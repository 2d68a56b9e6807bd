import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { notify } from '#messaging/actions/notify'
import { orderNotice } from '#orders/notices'
import type { OrderChanges } from '#orders/order_changes'
import { releaseStock } from '#orders/actions/release_stock'
import type { LockedOrder } from '#orders/queries/lock_order'
import type { Actor } from '#shared/actor'
import { DomainError } from '#shared/domain_error'
import { execute } from '#shared/rows'
import { orderStatus, type OrderStatus } from '#shared/statuses'

export interface Transition {
  to: OrderStatus
  by: Actor
  /** shown in the history */
  note?: string
  /** stored in the audit log */
  reason?: string
  changes?: OrderChanges
  /** what the customer's notice carries besides, e.g. `payment_id` */
  facts?: Record<string, unknown>
}

/** @throws DomainError INVALID_ORDER_STATUS when the status table has no such way */
export function assertMayBecome(order: Pick<LockedOrder, 'status'>, to: OrderStatus): void {
  if (!orderStatus.allows(order.status, to))
    throw new DomainError(
      'INVALID_ORDER_STATUS',
      `订单当前为“${orderStatus.label(order.status)}”，不能进行此操作`
    )
}

/**
 * The one way in which an order changes its status: on a locked order, by the status table, with
 * history, audit, stock, sales figures and notice in the caller's transaction. A failing side effect
 * fails the whole transition. Rule: docs/rules/orders.md
 */
export async function transitionOrder(
  order: LockedOrder,
  transition: Transition,
  trx: TransactionClientContract
): Promise<LockedOrder> {
  const { to, by } = transition
  assertMayBecome(order, to)
  const changes = Object.entries(transition.changes ?? {}).filter(
    ([, value]) => value !== undefined
  )
  await execute(
    changeStatus(changes.map(([column]) => column)),
    {
      ...Object.fromEntries(changes),
      id: order.id,
      from: order.status,
      to,
      operatorId: by.id,
      operatorRole: by.role,
      note: transition.note ?? '',
      reason: (transition.reason ?? '').slice(0, 255),
      event: to === 'cancelled' ? 'order_cancelled' : 'order_status_changed',
      ip: by.ip ?? '',
      requestId: by.requestId ?? '',
    },
    trx
  )
  await sideEffects(order, transition, trx)
  return { ...order, status: to, ...(transition.changes as Partial<LockedOrder>) }
}

const changeStatus = (columns: string[]) => `
  with changed as (
    update orders set status = :to, updated_at = now()${columns.map((c) => `, ${c} = :${c}`).join('')}
    where id = :id
  ), history as (
    insert into order_status_histories (order_id, from_status, to_status, operator_id, note)
    values (:id, :from, :to, :operatorId, :note)
  )
  insert into audit_logs
    (event, actor_id, actor_role, entity, entity_id, before, after, reason, ip, request_id)
  values (:event, :operatorId, :operatorRole, 'order', :id,
    jsonb_build_object('status', :from::text), jsonb_build_object('status', :to::text),
    :reason, :ip, :requestId)`

async function sideEffects(
  order: LockedOrder,
  { to, by, changes, facts }: Transition,
  trx: TransactionClientContract
) {
  if (to === 'cancelled') await releaseStock([order.id], 'order_cancelled', by, trx)
  if (to === 'refunded' && order.shipped_at === null)
    await releaseStock([order.id], 'order_refunded', by, trx)
  if (to === 'completed') await countSales(order.id, trx)
  const notice = orderNotice(order, to, changes, facts)
  if (notice) await notify([notice], trx)
}

/** Products are locked by id first, as everywhere, then grow by what this order sold. */
async function countSales(orderId: number, trx: TransactionClientContract) {
  await execute(
    `select id from products where id in (select product_id from order_items where order_id = ?)
     order by id for update`,
    [orderId],
    trx
  )
  await execute(
    `update products p set sales_count = p.sales_count + sold.quantity
     from (select product_id, sum(quantity)::int as quantity from order_items
           where order_id = ? group by product_id) sold
     where p.id = sold.product_id`,
    [orderId],
    trx
  )
}
