import { readOrder, type OrderView } from '#orders/queries/read_orders'
import { notFound } from '#shared/domain_error'

/** @throws DomainError NOT_FOUND for unknown and foreign orders alike */
export async function findOwnOrder(id: number, ownerId: number): Promise<OrderView> {
  const order = await readOrder(id)
  if (!order || order.user_id !== ownerId) throw notFound('订单不存在')
  return order
}
