import { transitionOrder } from '#orders/actions/transition_order'
import { lockOrder, type LockedOrder } from '#orders/queries/lock_order'
import type { Actor } from '#shared/actor'
import { inTransaction } from '#shared/rows'

/**
 * The goods have arrived: said by the customer (`ownerId` set) or by staff. Sales figures grow.
 * @throws DomainError NOT_FOUND, INVALID_ORDER_STATUS. Rule: docs/rules/orders.md
 */
export async function completeOrder(input: {
  orderId: number
  by: Actor
  ownerId?: number
  note?: string
}): Promise<LockedOrder> {
  return inTransaction(undefined, async (trx) => {
    const order = await lockOrder(input.orderId, trx, input.ownerId)
    return transitionOrder(
      order,
      {
        to: 'completed',
        by: input.by,
        note: input.note ?? (input.ownerId === undefined ? '商家完成订单' : '确认收货'),
        changes: { completed_at: new Date() },
      },
      trx
    )
  })
}
