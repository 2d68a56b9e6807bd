import type { HttpClient, HttpResult } from '#integrations/http_client'
import type { WechatPayConfig } from './config.js'
import { authorizationHeader, createNonce } from './signature.js'

export interface PayExchange {
  method: 'GET' | 'POST'
  path: string
  body?: Buffer
  /** Milliseconds for both hosts together. */
  deadlineMs: number
}

/**
 * Signs and sends to WeChat Pay's main host, and to the stand-by host when the main one certainly
 * got nothing; never after an answer. Every try has a nonce and a time of its own.
 * Rule: docs/rules/payments.md
 */
export class PayHosts {
  #clockOffsetSeconds: number | undefined

  constructor(
    private readonly config: WechatPayConfig,
    private readonly http: HttpClient,
    private readonly now: () => number
  ) {}

  /** How far WeChat's clock is ahead of ours, learnt from its last answer; more than 300 is fatal. */
  get clockOffsetSeconds(): number | undefined {
    return this.#clockOffsetSeconds
  }

  async send(exchange: PayExchange): Promise<HttpResult> {
    const started = this.now()
    const first = await this.#sendTo(this.config.baseUrl, exchange)
    const left = exchange.deadlineMs - (this.now() - started)
    if (first.kind !== 'unavailable' || !this.config.backupBaseUrl || left <= 0) return first
    return this.#sendTo(this.config.backupBaseUrl, { ...exchange, deadlineMs: left })
  }

  async #sendTo(baseUrl: string, exchange: PayExchange): Promise<HttpResult> {
    const { method, path, body } = exchange
    const timestamp = Math.floor(this.now() / 1000)
    const signed = { method, path, body, timestamp, nonce: createNonce() }
    const result = await this.http.send({
      ...exchange,
      baseUrl,
      headers: {
        'Content-Type': 'application/json',
        'Authorization': authorizationHeader(signed, this.config),
        // makes answers come back signed with the public key also while the merchant is switched
        ...(this.config.publicKeyId && { 'Wechatpay-Serial': this.config.publicKeyId }),
      },
    })
    if (result.kind === 'answer') this.#learnClock(result.headers.date?.[0])
    return result
  }

  #learnClock(date: string | undefined) {
    const theirs = Date.parse(date ?? '')
    if (Number.isNaN(theirs)) return
    this.#clockOffsetSeconds = Math.round((theirs - this.now()) / 1000)
  }
}
