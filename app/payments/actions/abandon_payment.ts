import db from '@adonisjs/lucid/services/db'
import { endAttempts } from '#payments/actions/end_attempt'
import { settleAttempt } from '#payments/actions/settle_attempt'
import { findPayment } from '#payments/queries/find_payment'
import { DomainError } from '#shared/domain_error'
import type { PaymentStatus } from '#shared/statuses'

/**
 * Ends an open attempt because its owner gave it up. What WeChat knows of is closed there first; money
 * that arrived meanwhile is recorded instead, and the attempt stays paid. `expired` only past the
 * attempt's deadline.
 * @throws DomainError NOT_FOUND, RESOURCE_CONFLICT (409), PAYMENT_UNAVAILABLE (502, 503).
 * Rule: docs/rules/payments.md
 */
export async function abandonPayment(
  paymentId: number,
  ownerId: number,
  as: Extract<PaymentStatus, 'failed' | 'cancelled' | 'expired'>
): Promise<void> {
  const payment = await findPayment(paymentId, ownerId)
  if (payment.status !== 'init' && payment.status !== 'processing')
    throw new DomainError('RESOURCE_CONFLICT', '这笔支付已结束', { status: 409 })
  if (as === 'expired' && payment.expires_at.getTime() > Date.now())
    throw new DomainError('RESOURCE_CONFLICT', '这笔支付还在付款期限内', { status: 409 })
  if (payment.prepay_at) {
    const end = await settleAttempt(payment)
    if (end === 'paid') return
    if (end !== 'closed')
      throw new DomainError('PAYMENT_UNAVAILABLE', '微信支付还没有结束这笔交易，请稍后再试', {
        status: 502,
      })
  }
  await endAttempts([paymentId], as, db.connection())
}
