import { applyTrade } from '#payments/actions/apply_trade'
import { wechatPay } from '#payments/gateway'
import { findPayment } from '#payments/queries/find_payment'
import { isVerifiedNo } from '#integrations/outcome'
import { DomainError } from '#shared/domain_error'

/**
 * Asks WeChat how far an attempt is and applies the answer, so that a lost notification is no loss.
 * Answers WeChat's state, or null where WeChat was never asked to collect.
 * @throws DomainError INVALID_PAYMENT_AMOUNT, PAYMENT_UNAVAILABLE (502). Rule: docs/rules/payments.md
 */
export async function syncPayment(
  paymentId: number,
  ownerId?: number
): Promise<{ tradeState: string | null }> {
  const payment = await findPayment(paymentId, ownerId)
  if (payment.status === 'succeeded') return { tradeState: 'SUCCESS' }
  if (!payment.prepay_at) return { tradeState: null }
  const { client } = await wechatPay()
  const outcome = await client.queryByOutTradeNo(payment.out_trade_no)
  if (outcome.outcome === 'ok') {
    const applied = await applyTrade(payment.id, outcome.value)
    if (applied === 'mismatch')
      throw new DomainError(
        'INVALID_PAYMENT_AMOUNT',
        '支付金额与订单不符，客服正在核对，请勿重复付款'
      )
    return { tradeState: outcome.value.trade_state }
  }
  if (isVerifiedNo(outcome, 'ORDER_NOT_EXIST')) return { tradeState: 'NOTPAY' }
  throw new DomainError('PAYMENT_UNAVAILABLE', '暂时查不到支付结果，请稍后刷新', { status: 502 })
}
