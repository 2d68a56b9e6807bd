import db from '@adonisjs/lucid/services/db'
import type { Trade } from '#integrations/wechat_pay/types'
import { endAttempts } from '#payments/actions/end_attempt'
import { recordPayment, type Recording } from '#payments/actions/record_payment'

/**
 * Applies what WeChat answered about an attempt. Success wins over everything; an ended trade ends the
 * attempt; everything else changes nothing. Rule: docs/rules/payments.md
 */
export async function applyTrade(
  paymentId: number,
  trade: Trade
): Promise<Recording | 'ended' | 'open'> {
  switch (trade.trade_state) {
    case 'SUCCESS':
    case 'REFUND':
      return db.transaction((trx) => recordPayment(trade, trx))
    case 'CLOSED':
    case 'REVOKED':
      await endAttempts([paymentId], 'cancelled', db.connection())
      return 'ended'
    case 'PAYERROR':
      await endAttempts([paymentId], 'failed', db.connection())
      return 'ended'
    default:
      return 'open'
  }
}
