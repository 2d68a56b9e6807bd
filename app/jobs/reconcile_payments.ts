import logger from '@adonisjs/core/services/logger'
import { reconcilePayments } from '#payments/actions/reconcile_payments'

export async function reconcilePaymentsJob(): Promise<void> {
  const result = await reconcilePayments()
  if (result.payments + result.refunds > 0) logger.info({ ...result }, 'payments reconciled')
}
