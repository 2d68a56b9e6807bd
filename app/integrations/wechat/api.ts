import type { HttpClient, HttpRequest } from '#integrations/http_client'
import { asText, parseJsonObject, type JsonObject } from '#integrations/json'
import {
  authRefused,
  ok,
  unavailable,
  unknown,
  type Outcome,
  type Trace,
} from '#integrations/outcome'
import type { Runtime } from '#integrations/runtime'

export interface WechatCall<T> {
  operation: string
  group: 'wx-auth' | 'wx-token' | 'wx-api'
  request: Omit<HttpRequest, 'baseUrl'>
  attempt?: number
  /** Undefined when the answer lacks what we rely on. */
  read: (body: JsonObject) => T | undefined
  /** Error codes that mean something of their own for this call. */
  errors?: Record<number, (refusal: Refusal) => Outcome<T>>
}

export interface Refusal {
  code: string
  message: string
  trace: Trace
}

const MISCONFIGURED = new Set([40013, 40125, 40164, 41002, 41004, 41008, 48001])
const TOKEN_REFUSED = new Set([40001, 40014, 42001, 41001])
const BUSY = new Set([-1, 44990])
const TOO_FAST = 45011
const QUOTA_USED_UP = 45009

/**
 * One exchange with WeChat's mini-program API, where every business answer is HTTP 200 and success
 * means that `errcode` is absent or 0. Rule: docs/rules/integrations.md
 */
export class WechatApi {
  constructor(
    private readonly baseUrl: string,
    private readonly http: HttpClient,
    private readonly runtime: Runtime
  ) {}

  send<T>(call: WechatCall<T>): Promise<Outcome<T>> {
    return this.runtime.observe({ system: 'wechat', ...call }, () => this.exchange(call))
  }

  /** The exchange alone, for callers that stand behind breaker and log already. */
  async exchange<T>(call: WechatCall<T>): Promise<Outcome<T>> {
    const result = await this.http.send({ ...call.request, baseUrl: this.baseUrl })
    if (result.kind !== 'answer') {
      const facts = { code: result.code, message: `no answer from WeChat: ${result.code}` }
      if (result.kind === 'unavailable') return unavailable({ reason: 'connect', ...facts })
      const reason = result.reason === 'too_large' ? 'unreadable' : result.reason
      return unknown({ reason, ...facts })
    }

    const { status } = result
    const facts = {
      code: `HTTP_${status}`,
      message: `HTTP ${status}`,
      trace: { httpStatus: status },
    }
    if (status === 429) return unavailable({ reason: 'rate_limited', ...facts })
    if (status >= 500) return unknown({ reason: 'server_error', ...facts })
    const body = parseJsonObject(result.body)
    if (!body || status < 200 || status >= 400) return unreadable(facts.trace)

    const errcode = body.errcode ?? 0
    if (errcode !== 0) return this.#refuse(call, body, errcode, status)
    const value = call.read(body)
    return value === undefined ? unreadable(facts.trace) : ok(value, facts.trace)
  }

  #refuse<T>(call: WechatCall<T>, body: JsonObject, errcode: unknown, status: number): Outcome<T> {
    const errmsg = asText(body.errmsg) ?? ''
    const message = this.runtime.redactor.text(errmsg)
    const trace = {
      httpStatus: status,
      vendorCode: String(errcode),
      requestId: /\brid: ([\w-]+)/.exec(errmsg)?.[1],
    }
    const code = Number(errcode)
    const own = call.errors?.[code]
    if (own) return own({ code: `wechat_${code}`, message, trace })
    if (TOKEN_REFUSED.has(code))
      return authRefused({ code: 'wechat_token_refused', message, trace })
    if (MISCONFIGURED.has(code))
      return authRefused({ code: 'wechat_misconfigured', message, trace })
    const wait = { message, trace }
    if (BUSY.has(code)) return unavailable({ reason: 'busy', code: 'wechat_busy', ...wait })
    if (code === QUOTA_USED_UP)
      return unavailable({ reason: 'quota', code: 'wechat_quota_used_up', ...wait })
    if (code === TOO_FAST)
      return unavailable({
        reason: 'rate_limited',
        code: 'wechat_rate_limited',
        retryAfterSeconds: 60,
        ...wait,
      })
    return unknown({ reason: 'unreadable', code: `wechat_${errcode}`, message, trace })
  }
}

function unreadable(trace: Trace): Outcome<never> {
  const message = 'the answer is not what this call promises'
  return unknown({ reason: 'unreadable', code: 'UNREADABLE', message, trace })
}
