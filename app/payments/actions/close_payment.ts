import {
  settleAttempt,
  type AttemptEnd,
  type StartedAttempt,
} from '#payments/actions/settle_attempt'
import { row } from '#shared/rows'

/** WeChat has not confirmed the end of a trade yet; the job is repeated. */
export class StillPayable extends Error {
  constructor(end: AttemptEnd) {
    super(`the trade is ${end} at WeChat`)
    this.name = 'StillPayable'
  }
}

/**
 * Closes at WeChat an attempt that ended here, and records the money if somebody paid it meanwhile.
 * @throws StillPayable until WeChat confirms. Rule: docs/rules/payments.md
 */
export async function closePayment(paymentId: number): Promise<void> {
  const attempt = await row<StartedAttempt>(
    `select id, out_trade_no, expires_at from payments
     where id = ? and prepay_at is not null and status <> 'succeeded'`,
    [paymentId]
  )
  if (!attempt) return
  const end = await settleAttempt(attempt)
  if (end === 'open' || end === 'unclear') throw new StillPayable(end)
}
