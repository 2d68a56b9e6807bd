import db from '@adonisjs/lucid/services/db'
import { applyNotification, USUAL } from '#payments/actions/apply_notification'
import { syncByTradeNo } from '#payments/actions/sync_by_trade_no'
import { wechatPay } from '#payments/gateway'
import { execute, row } from '#shared/rows'

const GIVE_UP_AFTER = 20

/**
 * Applies a stored notification exactly once: the inbox row is locked, so that a repeat or a second
 * worker finds it applied. What can never be applied is kept with its reason for staff.
 * Rule: docs/rules/payments.md
 */
export async function applyInboxMessage(inboxId: number): Promise<void> {
  const { open } = await wechatPay()
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
      return applyNotification(inboxId, open(message.raw_body), trx)
    })
    if (verdict?.ask) await syncByTradeNo(verdict.ask)
  } catch (error) {
    await noteFailure(inboxId, error)
    throw error
  }
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
