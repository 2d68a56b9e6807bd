import { Fields } from '#sandbox/wechat_pay/fields'
import { PayError } from '#sandbox/wechat_pay/errors'

/** A refund as the merchant asks for it. Amounts are fen. */
export interface RefundRequest {
  transaction_id: string | null
  out_trade_no: string | null
  out_refund_no: string
  reason: string | null
  notify_url: string | null
  refund: number
  total: number
}

/** Reads the body of a refund; throws PayError PARAM_ERROR. The payment is named one way, not two. */
export function readRefundRequest(body: unknown): RefundRequest {
  const fields = new Fields(body).only(
    ...['transaction_id', 'out_trade_no', 'out_refund_no', 'reason', 'notify_url'],
    ...['funds_account', 'amount', 'goods_detail']
  )
  if (fields.has('transaction_id') === fields.has('out_trade_no')) {
    throw new PayError('PARAM_ERROR', '参数错误：transaction_id 与 out_trade_no 必须二选一', {
      field: '/transaction_id',
      location: 'body',
    })
  }
  const amount = fields.object('amount').only('refund', 'total', 'currency', 'from')
  amount.currency(false)
  return {
    transaction_id: fields.optionalText('transaction_id', { max: 32 }),
    out_trade_no: fields.optionalText('out_trade_no', { min: 6, max: 32 }),
    out_refund_no: fields.text('out_refund_no', { pattern: /^[0-9A-Za-z_\-|*@]{1,64}$/ }),
    reason: fields.optionalText('reason', { maxBytes: 80 }),
    notify_url: fields.has('notify_url') ? fields.callback('notify_url') : null,
    refund: amount.integer('refund', 1),
    total: amount.integer('total', 1),
  }
}
