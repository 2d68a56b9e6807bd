import { applyTrade } from '#payments/actions/apply_trade'
import { wechatPay } from '#payments/gateway'
import { isVerifiedNo } from '#integrations/outcome'

export interface StartedAttempt {
  id: number
  out_trade_no: string
  expires_at: Date
}

/**
 * `paid`: money arrived and is recorded. `closed`: nobody can pay it any more.
 * `open`: still payable at WeChat. `unclear`: WeChat could not be asked.
 */
export type AttemptEnd = 'paid' | 'closed' | 'open' | 'unclear'

/** WeChat itself ends a trade at `time_expire`; this much later it is certain. */
const CERTAINLY_OVER_MS = 2 * 60_000

/**
 * Makes sure that an attempt known to WeChat can no longer be paid, or finds out that it was: asks,
 * closes, asks again. A close that is answered well proves nothing. Rule: docs/rules/payments.md
 */
export async function settleAttempt(attempt: StartedAttempt): Promise<AttemptEnd> {
  const before = await ask(attempt)
  if (before !== 'open') return before
  const { client } = await wechatPay()
  await client.close(attempt.out_trade_no)
  const after = await ask(attempt)
  if (after !== 'open') return after
  return Date.now() - attempt.expires_at.getTime() > CERTAINLY_OVER_MS ? 'closed' : 'open'
}

async function ask(attempt: StartedAttempt): Promise<AttemptEnd> {
  const { client } = await wechatPay()
  const outcome = await client.queryByOutTradeNo(attempt.out_trade_no)
  if (isVerifiedNo(outcome, 'ORDER_NOT_EXIST')) return 'closed'
  if (outcome.outcome !== 'ok') return 'unclear'
  switch (outcome.value.trade_state) {
    case 'SUCCESS':
    case 'REFUND': {
      const applied = await applyTrade(attempt.id, outcome.value)
      return applied === 'mismatch' || applied === 'unknown_number' ? 'unclear' : 'paid'
    }
    case 'CLOSED':
    case 'REVOKED':
      return 'closed'
    case 'PAYERROR':
      return 'open'
    default:
      return 'open'
  }
}
