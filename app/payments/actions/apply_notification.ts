import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { Notification } from '#integrations/wechat_pay/notification'
import type { Refund, Trade } from '#integrations/wechat_pay/types'
import { applyRefundResult, findRefundByNumber } from '#payments/actions/apply_refund_result'
import { recordPayment } from '#payments/actions/record_payment'
import { execute } from '#shared/rows'
import settings from '#start/env'

export interface Verdict {
  state: 'applied' | 'ignored' | 'orphan' | 'failed'
  note: string
  /** an unfinished trade was reported: ask WeChat instead of believing it */
  ask?: string
}

/** Nearly every message ends like this, so its row is written so beforehand and corrected otherwise. */
export const USUAL: Verdict = { state: 'applied', note: 'paid' }

/**
 * Applies a notification whose row in the inbox is ours in this transaction and says `USUAL` already.
 * What can never be applied keeps its reason for staff. Rule: docs/rules/payments.md
 */
export async function applyNotification(
  inboxId: number,
  notification: Notification | undefined,
  trx: TransactionClientContract
): Promise<Verdict> {
  const verdict = await judge(notification, trx)
  if (verdict.state !== USUAL.state || verdict.note !== USUAL.note)
    await execute(
      `update integration_inbox set state = ?, note = ? where id = ?`,
      [verdict.state, verdict.note, inboxId],
      trx
    )
  return verdict
}

async function judge(
  notification: Notification | undefined,
  trx: TransactionClientContract
): Promise<Verdict> {
  if (!notification) return { state: 'failed', note: '内容无法解密' }
  switch (notification.content.kind) {
    case 'payment':
      return judgePayment(notification.content.trade, trx)
    case 'refund':
      return judgeRefund(notification.content.refund, trx)
    case 'malformed':
      return { state: 'failed', note: '内容缺少必要字段' }
    case 'other':
      return { state: 'ignored', note: notification.eventType.slice(0, 100) }
  }
}

async function judgePayment(trade: Trade, trx: TransactionClientContract): Promise<Verdict> {
  if (trade.trade_state !== 'SUCCESS')
    return { state: 'applied', note: `已查询：${trade.trade_state}`, ask: trade.out_trade_no }
  const recording = await recordPayment(trade, trx)
  if (recording === 'mismatch') return { state: 'failed', note: '金额或商户信息与支付单不符' }
  if (recording === 'unknown_number') return { state: 'orphan', note: '没有这个商户订单号' }
  return { state: 'applied', note: recording }
}

async function judgeRefund(refund: Refund, trx: TransactionClientContract): Promise<Verdict> {
  if (refund.mchid !== settings.wechatPay.merchantId) return { state: 'failed', note: '商户号不符' }
  const id = await findRefundByNumber(refund.out_refund_no, trx)
  if (id === null) return { state: 'orphan', note: '没有这个商户退款单号' }
  const application = await applyRefundResult(id, refund, trx)
  return application === 'mismatch'
    ? { state: 'failed', note: '退款金额不符' }
    : { state: 'applied', note: application }
}
