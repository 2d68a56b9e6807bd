import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { notFound } from '#shared/domain_error'
import { row } from '#shared/rows'
import type { OrderStatus } from '#shared/statuses'

/** An order under its row lock: what a transition decides on. Amounts are text in yuan. */
export interface LockedOrder {
  id: number
  order_number: string
  user_id: number
  status: OrderStatus
  payment_method: 'online' | 'credit'
  actual_amount: string
  expires_at: Date | null
  shipped_at: Date | null
  cancel_requested_at: Date | null
  status_before_refund: OrderStatus | null
}

/**
 * Locks an order and reads it after the lock was obtained. `ownerId` makes foreign orders look like
 * unknown ones. @throws DomainError NOT_FOUND
 */
export async function lockOrder(
  id: number,
  trx: TransactionClientContract,
  ownerId?: number
): Promise<LockedOrder> {
  const order = await row<LockedOrder>(
    `select id, order_number, user_id, status, payment_method, actual_amount, expires_at, shipped_at,
      cancel_requested_at, status_before_refund
     from orders where id = ? for update`,
    [id],
    trx
  )
  if (!order || (ownerId !== undefined && order.user_id !== ownerId)) throw notFound('订单不存在')
  return order
}
