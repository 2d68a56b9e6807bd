import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { notify } from '#messaging/actions/notify'
import { orderNotice } from '#orders/notices'
import { releaseStock } from '#orders/actions/release_stock'
import type { LockedOrder } from '#orders/queries/lock_order'
import type { Actor } from '#shared/actor'
import { execute } from '#shared/rows'

interface Words {
  by: Actor
  /** what the customer reads */
  reason: string
  /** what the history says */
  note: string
  /** a stable word for the audit log, e.g. `payment_timeout` */
  auditReason: string
}

/**
 * Cancels many unpaid orders at once: the same transition as `transitionOrder`, for a batch. The
 * caller has locked them and seen each `pending`. Rule: docs/rules/orders.md
 */
export async function cancelOrders(
  orders: LockedOrder[],
  { by, reason, note, auditReason }: Words,
  trx: TransactionClientContract
): Promise<void> {
  if (orders.length === 0) return
  const ids = orders.map(({ id }) => id)
  await execute(
    CANCEL,
    { ids, reason, note, auditReason, operatorId: by.id, operatorRole: by.role },
    trx
  )
  await releaseStock(ids, 'order_cancelled', by, trx)
  await notify(
    orders.flatMap((order) => orderNotice(order, 'cancelled', { cancel_reason: reason }) ?? []),
    trx
  )
}

const CANCEL = `
  with cancelled as (
    update orders set status = 'cancelled', cancel_reason = :reason, cancelled_at = now(),
      updated_at = now()
    where id = any(:ids) and status = 'pending'
    returning id
  ), history as (
    insert into order_status_histories (order_id, from_status, to_status, operator_id, note)
    select id, 'pending', 'cancelled', :operatorId, :note from cancelled
  )
  insert into audit_logs (event, actor_id, actor_role, entity, entity_id, before, after, reason)
  select 'order_cancelled', :operatorId, :operatorRole, 'order', id,
    '{"status":"pending"}', '{"status":"cancelled"}', :auditReason
  from cancelled`
