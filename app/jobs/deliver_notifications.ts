import logger from '@adonisjs/core/services/logger'
import { deliverNotifications } from '#messaging/actions/deliver_notifications'

export async function deliverNotificationsJob(signal: AbortSignal): Promise<void> {
  const { skipped, ...told } = await deliverNotifications(signal)
  if (Object.values(told).some((count) => count > 0))
    logger.info({ ...told, skipped }, 'notifications delivered')
}
