import logger from '@adonisjs/core/services/logger'
import { cancelUnpaidOrders } from '#payments/actions/cancel_unpaid_orders'

export async function cancelUnpaidOrdersJob(): Promise<void> {
  const result = await cancelUnpaidOrders()
  if (result.cancelled + result.paid + result.waiting + result.failed > 0)
    logger.info({ ...result }, 'unpaid orders cleaned up')
}
