import db from '@adonisjs/lucid/services/db'
import type { Outcome } from '#integrations/outcome'
import type { Refund } from '#integrations/wechat_pay/types'
import { applyRefundResult, failRefund } from '#payments/actions/apply_refund_result'
import { wechatPay } from '#payments/gateway'
import { SYSTEM, type Actor } from '#shared/actor'
import { Money } from '#shared/money'
import { execute, row } from '#shared/rows'
import type { RefundStatus } from '#shared/statuses'

interface RefundToStart {
  id: number
  status: RefundStatus
  amount: string
  out_refund_no: string
  reason: string
  failure_code: string
  transaction_id: string
  paid: string
}

/** `retry`: nothing reached WeChat, the same number may be sent again later. */
export type RefundStart = 'started' | 'nothing_to_do' | 'refused' | 'retry'

/**
 * Sends a waiting refund to WeChat under its own number. An unclear outcome is no failure: the refund
 * stays `processing` and is asked about later. Rule: docs/rules/payments.md
 */
export async function startRefund(refundId: number, by: Actor = SYSTEM): Promise<RefundStart> {
  const { client } = await wechatPay()
  const refund = await claim(refundId, by)
  if (!refund) return 'nothing_to_do'
  const outcome = await client.refund({
    outRefundNo: refund.out_refund_no,
    refundFen: Money.yuan(refund.amount).fen,
    totalFen: Money.yuan(refund.paid).fen,
    transactionId: refund.transaction_id,
    reason: refund.reason,
  })
  return settle(refund.id, outcome)
}

/** Marks the refund as on its way before the call, so that a crash in between leaves it to the queries. */
async function claim(refundId: number, by: Actor): Promise<RefundToStart | null> {
  return row<RefundToStart>(
    `with found as (
       select r.id from refunds r
       where r.id = :id and (r.status = 'pending'
         or (r.status = 'failed' and not r.rejected and r.failure_code not in ('ABNORMAL', 'CLOSED')))
       for update
     ), started as (
       update refunds set status = 'processing', failure_code = '', failure_reason = '',
         next_query_at = now() + interval '1 minute', updated_at = now(),
         operator_id = coalesce(:operatorId, operator_id)
       where id in (select id from found)
       returning *
     ), event as (
       insert into refund_events (refund_id, event) select id, 'refund_started' from started
     ), audited as (
       insert into audit_logs (event, actor_id, actor_role, entity, entity_id)
       select 'refund_started', :operatorId, :operatorRole, 'refund', id from started
     )
     select s.id, s.status, s.amount, s.out_refund_no, s.reason, s.failure_code,
       p.transaction_id, p.amount as paid
     from started s join payments p on p.id = s.payment_id`,
    { id: refundId, operatorId: by.id, operatorRole: by.role }
  )
}

async function settle(id: number, outcome: Outcome<Refund>): Promise<RefundStart> {
  switch (outcome.outcome) {
    case 'ok': {
      const { value } = outcome
      await db.transaction((trx) => applyRefundResult(id, value, trx))
      return 'started'
    }
    case 'unknown':
      return 'started'
    case 'unavailable':
      if (outcome.code === 'LOCAL_RATE_LIMIT') await waitForTurn(id)
      else await failRefund(id, outcome.code, '微信支付暂时无法连接，系统会自动重试', 'retry')
      return 'retry'
    case 'auth':
      await failRefund(id, outcome.code, '微信支付配置有误，请检查商户设置', 'retry')
      return 'retry'
    case 'rejected':
      /** Nobody vouches for this no, so the refund stays on its way and is asked about. */
      if (!outcome.verified) return 'started'
      if (TEMPORARY.has(outcome.code)) {
        await failRefund(id, outcome.code, refusal(outcome.code), 'retry')
        return 'retry'
      }
      await failRefund(id, outcome.code, refusal(outcome.code), 'final')
      return 'refused'
  }
}

/** Only our own throttle held it back: nothing failed, it is sent a little later. */
async function waitForTurn(id: number) {
  await execute(
    `update refunds set status = 'pending', next_query_at = now() + interval '5 seconds',
       updated_at = now()
     where id = ? and status = 'processing'`,
    [id]
  )
}

/** A no that time or a top-up of the merchant's balance changes. */
const TEMPORARY = new Set(['FREQUENCY_LIMITED', 'NOT_ENOUGH'])

function refusal(code: string): string {
  if (code === 'NOT_ENOUGH') return '商户余额不足，请充值，系统会自动重试'
  if (code === 'USER_ACCOUNT_ABNORMAL') return '客户的微信账户异常，请在微信商户平台处理'
  return '微信支付未受理退款，请核对后重试'
}
