import { toShanghaiSeconds } from '#shared/shanghai'
import type { WechatPayConfig } from './config.js'

export interface PrepayInput {
  /** 6–32 of `0-9A-Za-z_-|*`. */
  outTradeNo: string
  /** Shop name and order number, no personal data; cut at 127 characters. */
  description: string
  /** The deadline of the order; fixed by the first request, never changed. */
  expiresAt: Date
  /** Returned with the payment; at most 128 bytes. */
  attach: string
  totalFen: number
  /** Of the account that pays, for our appid. */
  openid: string
  clientIp?: string
}

export type RefundInput = {
  /** Idempotency key, kept through every retry; at most 64 of `0-9A-Za-z_-|*@`. */
  outRefundNo: string
  refundFen: number
  /** The original total of the payment. */
  totalFen: number
  /** Shown to the buyer; cut at 80 bytes. */
  reason?: string
} & ({ transactionId: string } | { outTradeNo: string })

/** The bytes of a prepay request. Throws RangeError when our own input breaks WeChat's limits. */
export function prepayBody(config: WechatPayConfig, input: PrepayInput): Buffer {
  demand(/^[0-9A-Za-z_\-|*]{6,32}$/.test(input.outTradeNo), 'outTradeNo: 6-32 of 0-9A-Za-z_-|*')
  demand(Buffer.byteLength(input.attach) <= 128, 'attach: at most 128 bytes')
  demandFen(input.totalFen, 'totalFen')
  return Buffer.from(
    JSON.stringify({
      appid: config.appid,
      mchid: config.merchantId,
      description: [...input.description].slice(0, 127).join(''),
      out_trade_no: input.outTradeNo,
      time_expire: toShanghaiSeconds(input.expiresAt),
      attach: input.attach,
      notify_url: config.notifyUrl,
      amount: { total: input.totalFen, currency: 'CNY' },
      payer: { openid: input.openid },
      ...(input.clientIp && { scene_info: { payer_client_ip: input.clientIp } }),
    })
  )
}

/** The bytes of a refund request. Throws RangeError when our own input breaks WeChat's limits. */
export function refundBody(config: WechatPayConfig, input: RefundInput): Buffer {
  demand(/^[0-9A-Za-z_\-|*@]{1,64}$/.test(input.outRefundNo), 'outRefundNo: 1-64 of 0-9A-Za-z_-|*@')
  demandFen(input.refundFen, 'refundFen')
  demandFen(input.totalFen, 'totalFen')
  demand(input.refundFen <= input.totalFen, 'refundFen: not above totalFen')
  const reason = input.reason && cutToBytes(input.reason, 80)
  return Buffer.from(
    JSON.stringify({
      ...('transactionId' in input
        ? { transaction_id: input.transactionId }
        : { out_trade_no: input.outTradeNo }),
      out_refund_no: input.outRefundNo,
      ...(reason && { reason }),
      notify_url: config.refundNotifyUrl,
      amount: { refund: input.refundFen, total: input.totalFen, currency: 'CNY' },
    })
  )
}

/** The longest beginning of whole characters that fits into so many bytes of UTF-8. */
export function cutToBytes(text: string, bytes: number): string {
  let kept = ''
  let size = 0
  for (const character of text) {
    size += Buffer.byteLength(character)
    if (size > bytes) break
    kept += character
  }
  return kept
}

function demandFen(amount: number, name: string) {
  demand(Number.isSafeInteger(amount) && amount >= 1, `${name}: a whole number of fen, at least 1`)
}

function demand(holds: boolean, rule: string) {
  if (!holds) throw new RangeError(`WeChat Pay: ${rule}`)
}
