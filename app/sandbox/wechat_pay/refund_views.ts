import { FIXTURES } from '#sandbox/fixtures'
import { rfc3339 } from '#sandbox/time'
import type { Refund } from '#sandbox/state'

const ACCOUNT = '支付用户零钱'

/** The refund object of the API: answer to creating and to asking. */
export function refundView(refund: Refund): Record<string, unknown> {
  return {
    refund_id: refund.refund_id,
    out_refund_no: refund.out_refund_no,
    transaction_id: refund.transaction_id,
    out_trade_no: refund.out_trade_no,
    channel: 'ORIGINAL',
    user_received_account: ACCOUNT,
    ...successTime(refund),
    create_time: rfc3339(refund.created_at),
    status: refund.status,
    funds_account: 'AVAILABLE',
    amount: {
      total: refund.total,
      refund: refund.refund,
      payer_total: refund.payer_total,
      payer_refund: refund.payer_refund,
      settlement_total: refund.payer_total,
      settlement_refund: refund.payer_refund,
      discount_refund: refund.refund - refund.payer_refund,
      currency: 'CNY',
    },
  }
}

/** The refund as a notification tells it: `refund_status`, not `status`. */
export function refundNoticeView(refund: Refund): Record<string, unknown> {
  return {
    mchid: FIXTURES.mchid,
    out_trade_no: refund.out_trade_no,
    transaction_id: refund.transaction_id,
    out_refund_no: refund.out_refund_no,
    refund_id: refund.refund_id,
    refund_status: refund.status,
    ...successTime(refund),
    user_received_account: ACCOUNT,
    amount: {
      total: refund.total,
      refund: refund.refund,
      payer_total: refund.payer_total,
      payer_refund: refund.payer_refund,
    },
  }
}

function successTime(refund: Refund): { success_time?: string } {
  return refund.success_at === null ? {} : { success_time: rfc3339(refund.success_at) }
}
