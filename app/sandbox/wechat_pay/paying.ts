import { verify } from 'node:crypto'
import { FIXTURES } from '#sandbox/fixtures'
import { compactTime } from '#sandbox/time'
import { noticeOfPayment, type When } from '#sandbox/wechat_pay/notices'
import { record } from '#sandbox/wechat_pay/trades'
import type { Notice, Trade } from '#sandbox/state'
import type { World } from '#sandbox/world'

/** What the buyer's WeChat refuses; the text is for people. */
export class PayingError extends Error {}

/** The five values that `wx.requestPayment` takes. */
export interface PaymentParameters {
  timeStamp?: unknown
  nonceStr?: unknown
  package?: unknown
  signType?: unknown
  paySign?: unknown
}

interface Payment {
  openid?: string
  payer_total?: number
  notify: When
  parameters?: PaymentParameters
}

/**
 * The buyer pays. Throws PayingError when the order is not open, past its `time_expire`, another person's, or when the
 * `wx.requestPayment` values, if given, are not signed by the merchant. `payer_total` (fen) is less than the total when WeChat gives a discount.
 */
export async function pay(world: World, trade: Trade, payment: Payment): Promise<Notice | null> {
  refuseUnlessOpen(world, trade)
  if (payment.openid !== undefined && payment.openid !== trade.openid) {
    throw new PayingError('付款人与下单时的 openid 不一致')
  }
  if (trade.prepay_expires_at <= world.clock.now()) {
    throw new PayingError('预支付单已过期，请商户重新下单')
  }
  const payerTotal = payment.payer_total ?? trade.total
  if (!Number.isSafeInteger(payerTotal) || payerTotal < 0 || payerTotal > trade.total) {
    throw new PayingError('payer_total 必须是 0 到订单金额之间的整数（分）')
  }
  if (payment.parameters !== undefined) checkParameters(world, trade, payment.parameters)
  const now = world.clock.now()
  trade.state = 'SUCCESS'
  trade.payer_total = payerTotal
  trade.paid_at = now
  const day = compactTime(now).slice(0, 8)
  trade.transaction_id = `4200000000${day}${world.ids.padded('transaction', 10)}`
  if (world.state.balance !== null) world.state.balance += trade.total
  record(world, trade, '买家支付成功')
  return noticeOfPayment(world, trade, payment.notify)
}

/** The buyer is entering the password: closing is answered USERPAYING meanwhile. */
export function begin(world: World, trade: Trade): void {
  refuseUnlessOpen(world, trade)
  trade.state = 'USERPAYING'
  record(world, trade, '买家正在输入密码')
}

/** The buyer closes the payment sheet: the order stays open. */
export function cancel(world: World, trade: Trade): void {
  refuseUnlessOpen(world, trade)
  trade.state = 'NOTPAY'
  record(world, trade, '买家取消支付')
}

/** The bank refuses: the order ends in PAYERROR. */
export function fail(world: World, trade: Trade): void {
  refuseUnlessOpen(world, trade)
  trade.state = 'PAYERROR'
  record(world, trade, '支付失败：银行拒绝')
}

/** Whether the buyer can still do something: not ended and not past its deadline. */
export function isOpen(world: World, trade: Trade): boolean {
  const isWaiting = trade.state === 'NOTPAY' || trade.state === 'USERPAYING'
  return isWaiting && world.clock.now() < trade.time_expire
}

function refuseUnlessOpen(world: World, trade: Trade): void {
  if (isOpen(world, trade)) return
  const reasons: Partial<Record<Trade['state'], string>> = {
    SUCCESS: '订单已支付',
    CLOSED: '订单已关闭',
    PAYERROR: '订单支付失败，请重新下单',
  }
  throw new PayingError(reasons[trade.state] ?? '订单已超过支付截止时间')
}

function checkParameters(world: World, trade: Trade, given: PaymentParameters): void {
  const { timeStamp, nonceStr, paySign, signType } = given
  if (given.package !== `prepay_id=${trade.prepay_id}`) {
    throw new PayingError('package 与预支付单不一致')
  }
  if (signType !== 'RSA') throw new PayingError('signType 必须是 RSA')
  if (typeof timeStamp !== 'string' || !/^\d{10}$/.test(timeStamp)) {
    throw new PayingError('timeStamp 必须是以秒计的字符串')
  }
  if (typeof nonceStr !== 'string' || !/^[0-9A-Za-z]{1,32}$/.test(nonceStr)) {
    throw new PayingError('nonceStr 必须是 1 至 32 位字母或数字')
  }
  const text = `${FIXTURES.appid}\n${timeStamp}\n${nonceStr}\n${given.package}\n`
  const signature = Buffer.from(typeof paySign === 'string' ? paySign : '', 'base64')
  if (!verify('RSA-SHA256', Buffer.from(text), world.keys.merchantPublicKey, signature)) {
    throw new PayingError('paySign 验签失败')
  }
}
