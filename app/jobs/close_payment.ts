import { closePayment } from '#payments/actions/close_payment'
import type { JobPayloads } from '#shared/queue'

export function closePaymentJob({ paymentId }: JobPayloads['payments.close']): Promise<void> {
  return closePayment(paymentId)
}
