import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { Notification } from '#integrations/wechat_pay/notification'
import type { Refund, Trade } from '#integrations/wechat_pay/types'
import { applyRefundResult, findRefundByNumber } from '#payments/actions/apply_refund_result'
import { recordPayment } from '#payments/actions/record_payment'
import { syncByTradeNo } from '#payments/actions/sync_by_trade_no'
import { wechatPay } from '#payments/gateway'
import { execute, row } from '#shared/rows'
import settings from '#start/env'

type InboxState = 'applied' | 'ignored' | 'orphan' | 'failed'
interface Verdict {
  state: InboxState
  note: string
  /** an unfinished trade was reported: ask WeChat instead of believing it */
  ask?: string
}

/** Nearly every message ends like this, so it is written with the lock and corrected otherwise. */
const USUAL: Verdict = { state: 'applied', note: 'paid' }

const GIVE_UP_AFTER = 20

/**
 * Applies a stored notification exactly once: the inbox row is locked, so that a repeat or a second
 * worker finds it applied. What can never be applied is kept with its reason for staff.
 * Rule: docs/rules/payments.md
 */
export async function applyInboxMessage(inboxId: number): Promise<void> {
  try {
    const verdict = await db.transaction(async (trx) => {
      const message = await row<{ raw_body: Buffer }>(
        `update integration_inbox set state = 'applied', note = ?, applied_at = now(),
           attempts = attempts + 1
         where id = ? and state = 'received' returning raw_body`,
        [USUAL.note, inboxId],
        trx
      )
      if (!message) return null
      const judged = await judge(message.raw_body, trx)
      if (judged.state !== USUAL.state || judged.note !== USUAL.note)
        await execute(
          `update integration_inbox set state = ?, note = ? where id = ?`,
          [judged.state, judged.note, inboxId],
          trx
        )
      return judged
    })
    if (verdict?.ask) await syncByTradeNo(verdict.ask)
  } catch (error) {
    await noteFailure(inboxId, error)
    throw error
  }
}

async function judge(rawBody: Buffer, trx: TransactionClientContract): Promise<Verdict> {
  const { open } = await wechatPay()
  const notification: Notification | undefined = open(rawBody)
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

async function noteFailure(inboxId: number, error: unknown) {
  const reason = error instanceof Error ? error.name : 'Error'
  await execute(
    `update integration_inbox set attempts = attempts + 1, note = ?,
       state = case when attempts + 1 >= ${GIVE_UP_AFTER} then 'failed' else state end
     where id = ? and state = 'received'`,
    [reason, inboxId]
  )
}
