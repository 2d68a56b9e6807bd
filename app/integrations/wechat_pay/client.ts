import { randomInt } from 'node:crypto'
import { asText, type JsonObject } from '#integrations/json'
import { unavailable, type Outcome } from '#integrations/outcome'
import { RateLimiter } from '#integrations/rate_limiter'
import type { Runtime } from '#integrations/runtime'
import type { WechatPayConfig } from './config.js'
import { createNonce, paymentMessage, signMessage } from './signature.js'
import { prepayBody, refundBody, type PrepayInput, type RefundInput } from './requests.js'
import type { PayCall, PayTransport } from './transport.js'
import { readRefund, readTrade, type Refund, type Trade } from './types.js'

const PREPAY_DEADLINE_MS = 6000
const PREPAY_TOTAL_MS = 10_000
const QUERY_DEADLINE_MS = 6000
const WRITE_DEADLINE_MS = 8000

/** What `wx.requestPayment` needs. */
export interface PaymentParameters {
  appId: string
  timeStamp: string
  nonceStr: string
  package: string
  signType: 'RSA'
  paySign: string
}

/**
 * WeChat Pay, API v3, JSAPI, for one directly connected merchant. Amounts are whole fen. Every method
 * resolves to an outcome; it throws only when our own input breaks WeChat's limits.
 * Rule: docs/rules/payments.md
 */
export class WechatPayClient {
  readonly #refundLimiter: RateLimiter
  #lastRefundFailed = false

  constructor(
    private readonly config: WechatPayConfig,
    private readonly transport: PayTransport,
    private readonly runtime: Runtime
  ) {
    this.#refundLimiter = new RateLimiter(runtime.now)
  }

  /**
   * Creates the payment, or returns a usable `prepayId` again for identical input. After `unknown` it is
   * repeated once, byte for byte, after 500 ms, after 429 once after 1 s; 10 s in all.
   */
  async prepay(input: PrepayInput): Promise<Outcome<{ prepayId: string }>> {
    const body = prepayBody(this.config, input)
    const started = this.runtime.now()
    const send = (attempt: number, deadlineMs: number) =>
      this.transport.send({
        operation: 'prepay',
        group: 'pay-write',
        method: 'POST',
        path: '/v3/pay/transactions/jsapi',
        body,
        deadlineMs,
        attempt,
        aggregate: input.outTradeNo,
        authCodes: ['NO_AUTH'],
        read: readPrepayId,
      })

    const first = await send(1, PREPAY_DEADLINE_MS)
    const wait = pauseBeforeRepeat(first)
    const left = PREPAY_TOTAL_MS - (this.runtime.now() - started) - (wait ?? 0)
    if (wait === undefined || left < 1000) return first
    await this.runtime.sleep(wait)
    const second = await send(2, Math.min(PREPAY_DEADLINE_MS, left))
    // The second may be sure that nothing happened; the first was not.
    return first.outcome === 'unknown' && second.outcome === 'unavailable' ? first : second
  }

  /** The payment as WeChat knows it now. `ORDER_NOT_EXIST`: WeChat never saw the number. */
  queryByOutTradeNo(outTradeNo: string): Promise<Outcome<Trade>> {
    const number = encodeURIComponent(outTradeNo)
    return this.#read({
      operation: 'query',
      path: `/v3/pay/transactions/out-trade-no/${number}?mchid=${this.config.merchantId}`,
      aggregate: outTradeNo,
      // signatures do not bind an answer to its question, so the number has to
      read: (body) => matching(readTrade(body), (trade) => trade.out_trade_no === outTradeNo),
    })
  }

  /** Asks WeChat to close an unpaid number. `ok` is no proof that it is closed: query afterwards. */
  close(outTradeNo: string): Promise<Outcome<true>> {
    return this.transport.send({
      operation: 'close',
      group: 'pay-write',
      method: 'POST',
      path: `/v3/pay/transactions/out-trade-no/${encodeURIComponent(outTradeNo)}/close`,
      body: Buffer.from(JSON.stringify({ mchid: this.config.merchantId })),
      deadlineMs: WRITE_DEADLINE_MS,
      aggregate: outTradeNo,
      read: () => true as const,
    })
  }

  /**
   * Asks for a refund; `ok` means accepted, the status says how far it is. `unknown`: query by the same
   * number, then repeat with the same number and content. At most 5 a second, 1 after an error.
   */
  async refund(input: RefundInput): Promise<Outcome<Refund>> {
    const body = refundBody(this.config, input)
    if (!this.#refundLimiter.take(this.#lastRefundFailed ? 1 : 5))
      return unavailable({
        reason: 'rate_limited',
        code: 'LOCAL_RATE_LIMIT',
        message: 'too many refunds within one second',
        retryAfterSeconds: 1,
      })
    const outcome = await this.transport.send({
      operation: 'refund',
      group: 'pay-write',
      method: 'POST',
      path: '/v3/refund/domestic/refunds',
      body,
      deadlineMs: WRITE_DEADLINE_MS,
      aggregate: input.outRefundNo,
      read: (answer) =>
        matching(readRefund(answer), (refund) => refund.out_refund_no === input.outRefundNo),
    })
    this.#lastRefundFailed = outcome.outcome !== 'ok'
    return outcome
  }

  /** The refund as WeChat knows it now. `RESOURCE_NOT_EXISTS`: WeChat never got it. */
  queryRefund(outRefundNo: string): Promise<Outcome<Refund>> {
    return this.#read({
      operation: 'query_refund',
      path: `/v3/refund/domestic/refunds/${encodeURIComponent(outRefundNo)}`,
      aggregate: outRefundNo,
      read: (body) => matching(readRefund(body), (refund) => refund.out_refund_no === outRefundNo),
    })
  }

  /** Signs what the mini-program hands to `wx.requestPayment`; no network. */
  paymentParameters(prepayId: string): PaymentParameters {
    const appId = this.config.appid
    const timeStamp = String(Math.floor(this.runtime.now() / 1000))
    const nonceStr = createNonce()
    const packageText = `prepay_id=${prepayId}`
    const message = paymentMessage(appId, timeStamp, nonceStr, packageText)
    const paySign = signMessage(message, this.config.privateKey)
    return { appId, timeStamp, nonceStr, package: packageText, signType: 'RSA', paySign }
  }

  /** Reads are repeated once after about 200 ms, within the same deadline, unless told to slow down. */
  async #read<T>(call: Omit<PayCall<T>, 'group' | 'method' | 'deadlineMs'>): Promise<Outcome<T>> {
    const started = this.runtime.now()
    const send = (attempt: number, deadlineMs: number) =>
      this.transport.send({ ...call, group: 'pay-read', method: 'GET', deadlineMs, attempt })
    const first = await send(1, QUERY_DEADLINE_MS)
    const worthIt =
      (first.outcome === 'unknown' && first.reason !== 'timeout') ||
      (first.outcome === 'unavailable' && first.reason === 'connect')
    const wait = randomInt(160, 241)
    const left = QUERY_DEADLINE_MS - (this.runtime.now() - started) - wait
    if (!worthIt || left < 1000) return first
    await this.runtime.sleep(wait)
    return send(2, left)
  }
}

function readPrepayId(body: JsonObject): { prepayId: string } | undefined {
  const prepayId = asText(body.prepay_id)
  return prepayId ? { prepayId } : undefined
}

function pauseBeforeRepeat(outcome: Outcome<unknown>): number | undefined {
  if (outcome.outcome === 'unknown') return 500
  if (outcome.outcome === 'unavailable' && outcome.reason === 'rate_limited') return 1000
  return undefined
}

function matching<T>(value: T | undefined, fits: (value: T) => boolean): T | undefined {
  return value !== undefined && fits(value) ? value : undefined
}
