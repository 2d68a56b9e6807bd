import type { HttpClient } from '#integrations/http_client'
import { asText } from '#integrations/json'
import { rejected, type Outcome } from '#integrations/outcome'
import type { Runtime } from '#integrations/runtime'
import { WechatApi, type Refusal, type WechatCall } from './api.js'

export interface WechatAccount {
  appid: string
  secret: string
  /** `https://api.weixin.qq.com` */
  baseUrl: string
}

const DEADLINE_MS = 5000
const BUSY_PAUSE_MS = 300

/**
 * Turns the code of `wx.login` into the shopper's openid. Rule: docs/rules/customers.md
 *
 * Codes of a refusal: `wechat_code_invalid` and `wechat_code_used` (call `wx.login` again),
 * `wechat_user_blocked`; `unavailable` with `wechat_busy` or `wechat_rate_limited`; `auth` with
 * `wechat_misconfigured`.
 */
export class WechatSignIn {
  readonly #api: WechatApi
  readonly #http: HttpClient

  constructor(
    private readonly account: WechatAccount,
    private readonly runtime: Runtime
  ) {
    this.#http = runtime.createHttpClient()
    this.#api = new WechatApi(account.baseUrl, this.#http, runtime)
  }

  /**
   * A code works once, so it is sent once; only the answer "busy", really received, is asked again
   * after 300 ms. WeChat's `session_key` is dropped here: nothing needs it.
   */
  async exchange(code: string): Promise<Outcome<{ openid: string }>> {
    // WeChat would call a missing code a fault of our set-up, and that would pause everybody's sign-in
    if (code.trim() === '')
      return rejected({ code: 'wechat_code_invalid', message: 'empty code', verified: true })

    const first = await this.#api.send(this.#call(code, 1))
    const busy = first.outcome === 'unavailable' && first.reason === 'busy'
    if (!busy) return first
    await this.runtime.sleep(BUSY_PAUSE_MS)
    return this.#api.send(this.#call(code, 2))
  }

  close() {
    this.#http.close()
  }

  #call(code: string, attempt: number): WechatCall<{ openid: string }> {
    const query = new URLSearchParams({
      appid: this.account.appid,
      secret: this.account.secret,
      js_code: code,
      grant_type: 'authorization_code',
    })
    return {
      operation: 'jscode2session',
      group: 'wx-auth',
      attempt,
      request: { method: 'GET', path: `/sns/jscode2session?${query}`, deadlineMs: DEADLINE_MS },
      read: (body) => {
        const openid = asText(body.openid)
        return openid ? { openid } : undefined
      },
      errors: {
        40029: (refusal) => no('wechat_code_invalid', refusal),
        40163: (refusal) => no('wechat_code_used', refusal),
        40226: (refusal) => no('wechat_user_blocked', refusal),
      },
    }
  }
}

/** This API signs nothing: an answer over verified TLS counts as verified. */
function no(code: string, { message, trace }: Refusal) {
  return rejected({ code, message, trace, verified: true })
}
