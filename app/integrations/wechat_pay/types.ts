import { asFen, asObject, asText, type JsonObject } from '#integrations/json'

const TRADE_STATES = [
  'SUCCESS',
  'REFUND',
  'NOTPAY',
  'USERPAYING',
  'ACCEPT',
  'CLOSED',
  'REVOKED',
  'PAYERROR',
] as const
const REFUND_STATUSES = ['PROCESSING', 'SUCCESS', 'CLOSED', 'ABNORMAL'] as const

export type TradeState = (typeof TRADE_STATES)[number]
export type RefundStatus = (typeof REFUND_STATUSES)[number]

/** A payment as WeChat sees it, under WeChat's own field names; amounts in fen. */
export interface Trade {
  appid: string
  mchid: string
  out_trade_no: string
  trade_state: TradeState
  trade_state_desc?: string
  transaction_id?: string
  trade_type?: string
  bank_type?: string
  attach?: string
  /** RFC 3339 with offset. */
  success_time?: string
  payer?: { openid: string }
  /** `total` is the price that we set; `payer_total` is smaller when WeChat pays a discount. */
  amount?: { total: number; payer_total?: number; currency?: string }
}

/** A refund as WeChat sees it; amounts in fen. A notification carries less than a query. */
export interface Refund {
  out_refund_no: string
  refund_id: string
  out_trade_no: string
  transaction_id: string
  status: RefundStatus
  /** Only in notifications. */
  mchid?: string
  channel?: string
  user_received_account?: string
  create_time?: string
  success_time?: string
  amount: { total: number; refund: number; payer_total?: number; payer_refund?: number }
}

/** Undefined when something that we rely on is missing or of another shape. */
export function readTrade(body: JsonObject): Trade | undefined {
  const appid = asText(body.appid)
  const mchid = asText(body.mchid)
  const outTradeNo = asText(body.out_trade_no)
  const state = oneOf(TRADE_STATES, body.trade_state)
  if (!appid || !mchid || !outTradeNo || !state) return

  const amount = asObject(body.amount)
  const total = asFen(amount?.total)
  if (amount && total === undefined) return
  const transactionId = asText(body.transaction_id)
  if ((state === 'SUCCESS' || state === 'REFUND') && (!transactionId || total === undefined)) return
  const openid = asText(asObject(body.payer)?.openid)

  return {
    appid,
    mchid,
    out_trade_no: outTradeNo,
    trade_state: state,
    trade_state_desc: asText(body.trade_state_desc),
    transaction_id: transactionId,
    trade_type: asText(body.trade_type),
    bank_type: asText(body.bank_type),
    attach: asText(body.attach),
    success_time: asText(body.success_time),
    payer: openid ? { openid } : undefined,
    amount:
      total === undefined
        ? undefined
        : { total, payer_total: asFen(amount?.payer_total), currency: asText(amount?.currency) },
  }
}

/** Reads a query answer (`status`) as well as a notification (`refund_status`). */
export function readRefund(body: JsonObject): Refund | undefined {
  const outRefundNo = asText(body.out_refund_no)
  const refundId = asText(body.refund_id)
  const outTradeNo = asText(body.out_trade_no)
  const transactionId = asText(body.transaction_id)
  const status = oneOf(REFUND_STATUSES, body.status ?? body.refund_status)
  const amount = asObject(body.amount)
  const total = asFen(amount?.total)
  const refund = asFen(amount?.refund)
  if (!outRefundNo || !refundId || !outTradeNo || !transactionId || !status) return
  if (total === undefined || refund === undefined) return

  return {
    out_refund_no: outRefundNo,
    refund_id: refundId,
    out_trade_no: outTradeNo,
    transaction_id: transactionId,
    status,
    mchid: asText(body.mchid),
    channel: asText(body.channel),
    user_received_account: asText(body.user_received_account),
    create_time: asText(body.create_time),
    success_time: asText(body.success_time),
    amount: {
      total,
      refund,
      payer_total: asFen(amount?.payer_total),
      payer_refund: asFen(amount?.payer_refund),
    },
  }
}

function oneOf<const T extends string>(values: readonly T[], value: unknown): T | undefined {
  return values.find((known) => known === value)
}
