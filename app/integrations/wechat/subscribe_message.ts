import type { HttpClient } from '#integrations/http_client'
import { rejected, unavailable, type Outcome } from '#integrations/outcome'
import type { Runtime } from '#integrations/runtime'
import type { WechatAccessTokens } from './access_token.js'
import { WechatApi, type Refusal, type WechatCall } from './api.js'
import type { WechatAccount } from './sign_in.js'
import { fittingValue } from './subscribe_fields.js'

export interface SubscribeMessage {
  openid: string
  templateId: string
  /** path in the mini-program with its query, without a leading slash */
  page: string
  /** WeChat's field to its text; values are made to fit here */
  data: Record<string, string>
  state: 'formal' | 'trial' | 'developer'
}

/**
 * Codes of a `rejected` outcome. `not_subscribed`: the customer accepted no further message, which is
 * normal; `openid`: no customer of this mini-program; `template`, `page`: the set-up is wrong;
 * `field`: the outcome's message names the field; `request`: our own defect.
 */
export type SubscribeRefusal =
  | 'wechat_not_subscribed'
  | 'wechat_openid_invalid'
  | 'wechat_template_invalid'
  | 'wechat_page_invalid'
  | 'wechat_field_invalid'
  | 'wechat_request_invalid'

const DEADLINE_MS = 5000

/**
 * Sends one subscribe message. WeChat offers no way to ask whether a message was sent, so a lost answer
 * stays `unknown`. Rule: docs/rules/notifications.md
 */
export class WechatSubscribeMessages {
  readonly #api: WechatApi
  readonly #http: HttpClient

  constructor(
    account: Pick<WechatAccount, 'baseUrl'>,
    private readonly tokens: WechatAccessTokens,
    private readonly runtime: Runtime
  ) {
    this.#http = runtime.createHttpClient()
    this.#api = new WechatApi(account.baseUrl, this.#http, runtime)
  }

  /** One breaker and one log line for both tries: a refused first token is no reason to stop. */
  send(
    message: SubscribeMessage,
    about: { aggregate: string; attempt: number }
  ): Promise<Outcome<{ sent: true }>> {
    const facts = { system: 'wechat', operation: 'subscribe', group: 'wx-api', ...about }
    return this.runtime.observe(facts, () => this.#sendWithToken(message))
  }

  close() {
    this.#http.close()
  }

  /** While only the token is missing, it is certain that no message was sent. */
  async #sendWithToken(message: SubscribeMessage): Promise<Outcome<{ sent: true }>> {
    let tried: Outcome<{ sent: true }> | undefined
    const outcome = await this.tokens.use(async (token) => {
      tried = await this.#api.exchange(this.#call(message, token))
      return tried
    })
    if (outcome.outcome !== 'unknown' || outcome === tried) return outcome
    const { code, message: cause, trace } = outcome
    return unavailable({ reason: 'busy', code, message: cause, trace })
  }

  #call(message: SubscribeMessage, token: string): WechatCall<{ sent: true }> {
    const body = {
      touser: message.openid,
      template_id: message.templateId,
      page: message.page,
      miniprogram_state: message.state,
      lang: 'zh_CN',
      data: Object.fromEntries(
        Object.entries(message.data).map(([field, value]) => [
          field,
          { value: fittingValue(field, value) },
        ])
      ),
    }
    return {
      operation: 'subscribe',
      group: 'wx-api',
      request: {
        method: 'POST',
        path: `/cgi-bin/message/subscribe/send?access_token=${encodeURIComponent(token)}`,
        headers: { 'Content-Type': 'application/json' },
        body: Buffer.from(JSON.stringify(body)),
        deadlineMs: DEADLINE_MS,
      },
      read: ({ errcode }) => (errcode === 0 ? { sent: true } : undefined),
      errors: REFUSALS,
    }
  }
}

const REFUSALS = {
  43101: no('wechat_not_subscribed'),
  40003: no('wechat_openid_invalid'),
  40037: no('wechat_template_invalid'),
  41030: no('wechat_page_invalid'),
  47003: no('wechat_field_invalid'),
  47001: no('wechat_request_invalid'),
  44002: no('wechat_request_invalid'),
}

/** This API signs nothing: an answer over verified TLS counts as verified. */
function no(code: SubscribeRefusal) {
  return ({ message, trace }: Refusal) => rejected({ code, message, trace, verified: true })
}
