import db from '@adonisjs/lucid/services/db'
import { endAttempts } from '#payments/actions/end_attempt'
import type { FoundPayment } from '#payments/queries/find_payment'
import { DomainError } from '#shared/domain_error'
import { Money } from '#shared/money'
import settings from '#start/env'

/**
 * Whether an attempt may be started, in the order that the mini-program relies on: after a refusal of
 * the first or third kind it opens a new attempt and starts that one at once, which must not count
 * against the frequency limits. Words matter: `不可继续` and `过期` make it do so.
 * Rule: docs/rules/payments.md
 */
export async function assertStartable(
  payment: FoundPayment,
  assertAllowed: () => Promise<void>
): Promise<void> {
  if (['cancelled', 'expired', 'failed'].includes(payment.status))
    throw new DomainError('PAYMENT_NOT_STARTABLE', '这笔支付已结束，不可继续，请重新发起')
  if (payment.status === 'succeeded')
    throw new DomainError('DUPLICATE_PAYMENT', '订单已支付，请勿重复付款', { status: 409 })
  if (payment.expires_at.getTime() <= Date.now()) {
    await expire(payment)
    throw new DomainError('PAYMENT_NOT_STARTABLE', '这笔支付已过期，请重新发起')
  }
  await assertAllowed()
  if (payment.order_status !== 'pending')
    throw new DomainError('INVALID_ORDER_STATUS', '订单已不是待支付，请刷新后查看', { status: 409 })
  if (payment.anomaly) throw new DomainError('BUSINESS_ERROR', '这笔支付正在核对，请联系客服处理')
  const cap = settings.wechatPay.maxAmountYuan
  if (cap !== undefined && Money.yuan(payment.amount).fen > Money.yuan(cap).fen)
    throw new DomainError(
      'INVALID_PAYMENT_AMOUNT',
      `单笔支付不能超过 ¥${Money.yuan(cap)}，请联系客服`
    )
  if (!payment.openid)
    throw new DomainError('BUSINESS_ERROR', '当前账号没有绑定微信，请用微信登录后再支付')
}

/**
 * An attempt that WeChat may know ends only when WeChat confirms that nobody paid it: it reads as
 * expired, and the clean-up of unpaid orders asks.
 */
async function expire(payment: FoundPayment) {
  if (!payment.prepay_at) await endAttempts([payment.id], 'expired', db.connection())
}
