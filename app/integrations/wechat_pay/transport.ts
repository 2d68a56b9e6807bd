import type { HttpAnswer, HttpClient, HttpResult } from '#integrations/http_client'
import { asText, parseJsonObject, type JsonObject } from '#integrations/json'
import {
  authRefused,
  ok,
  rejected,
  unavailable,
  unknown,
  type Outcome,
  type Trace,
} from '#integrations/outcome'
import type { Runtime } from '#integrations/runtime'
import type { WechatPayConfig } from './config.js'
import { canonicalCode, CREDENTIAL_CODES, INTERNAL_CODES } from './errors.js'
import { PayHosts } from './hosts.js'
import type { KeyRing } from './key_ring.js'
import { verifySigned, type Verification } from './verification.js'

export interface PayCall<T> {
  operation: string
  group: 'pay-read' | 'pay-write'
  method: 'GET' | 'POST'
  path: string
  body?: Buffer
  deadlineMs: number
  attempt?: number
  /** Our number of the payment or refund, for the log. */
  aggregate?: string
  /** Codes that, for this operation, mean that our set-up is wrong. */
  authCodes?: readonly string[]
  /** Undefined when the answer lacks what we rely on. */
  read: (body: JsonObject) => T | undefined
  /** Further keys that may vouch for this answer: the certificate list delivers its own. */
  vouchers?: (rawBody: Buffer) => KeyRing
}

/** One signed exchange with WeChat Pay, its answer verified and classed. Rule: docs/rules/payments.md */
export class PayTransport {
  readonly hosts: PayHosts
  /** Asks for certificates that we lack; resolves to true when it is worth looking again. */
  onUnknownSerial: () => Promise<boolean> = async () => false

  constructor(
    private readonly config: WechatPayConfig,
    private readonly runtime: Runtime,
    http: HttpClient
  ) {
    this.hosts = new PayHosts(config, http, runtime.now)
  }

  send<T>(call: PayCall<T>): Promise<Outcome<T>> {
    return this.runtime.observe({ system: 'wechat_pay', ...call }, async () => {
      const result = await this.hosts.send(call)
      return result.kind === 'answer' ? this.#classify(call, result) : noAnswer(result)
    })
  }

  async #classify<T>(call: PayCall<T>, answer: HttpAnswer): Promise<Outcome<T>> {
    const { status } = answer
    const body = answer.body.length === 0 ? {} : parseJsonObject(answer.body)
    const vendorCode = asText(body?.code)
    const requestId = answer.headers['request-id']?.[0]
    const trace: Trace = { httpStatus: status, requestId, vendorCode }
    const code = vendorCode ? canonicalCode(vendorCode) : `HTTP_${status}`
    const message = this.runtime.redactor.text(asText(body?.message) ?? code)
    const verification = await this.#verify(call, answer)
    const facts = { code, message, trace }

    if (status >= 200 && status < 300) {
      if (!verification.ok) return unverified(verification, trace)
      if (!body) return unreadable(trace)
      if (status === 202 && vendorCode) return rejected({ ...facts, verified: true })
      const value = call.read(body)
      return value === undefined ? unreadable(trace) : ok(value, trace)
    }
    if (status === 429 || code === 'FREQUENCY_LIMITED') {
      const retryAfterSeconds = seconds(answer.headers['retry-after']?.[0])
      return unavailable({ reason: 'rate_limited', retryAfterSeconds, ...facts })
    }
    if (status >= 500 || INTERNAL_CODES.includes(code))
      return unknown({ reason: 'server_error', ...facts })
    if (status < 400 || !body || !vendorCode) return unreadable(trace)

    // A gateway may answer without any signature: such a no is told, but proves nothing.
    const unsigned = !answer.headers['wechatpay-signature']
    if (!verification.ok && !unsigned) return unverified(verification, trace)
    const authCodes = [...CREDENTIAL_CODES, ...(call.authCodes ?? [])]
    if (status === 401 || authCodes.includes(code)) return authRefused(facts)
    return rejected({ ...facts, verified: verification.ok })
  }

  async #verify(call: PayCall<unknown>, answer: HttpAnswer): Promise<Verification> {
    const check = (keyRing: KeyRing) =>
      verifySigned(answer.headers, answer.body, keyRing, this.runtime.now())
    const first = check(this.config.keyRing)
    if (first.ok || first.reason !== 'unknown_serial') return first
    if (call.vouchers) return check(call.vouchers(answer.body))
    return (await this.onUnknownSerial()) ? check(this.config.keyRing) : first
  }
}

function noAnswer(result: Exclude<HttpResult, HttpAnswer>): Outcome<never> {
  const facts = { code: result.code, message: `no answer from WeChat Pay: ${result.code}` }
  if (result.kind === 'unavailable') return unavailable({ reason: 'connect', ...facts })
  return unknown({
    reason: result.reason === 'too_large' ? 'unreadable' : result.reason,
    ...facts,
  })
}

function unverified(verification: Verification, trace: Trace): Outcome<never> {
  const reason = verification.ok ? 'unverified' : verification.reason
  const message = `the answer's signature does not hold: ${reason}`
  return unknown({ reason: 'unverified', code: reason.toUpperCase(), message, trace })
}

function unreadable(trace: Trace): Outcome<never> {
  const message = 'the answer is not what this call promises'
  return unknown({ reason: 'unreadable', code: 'UNREADABLE', message, trace })
}

function seconds(retryAfter: string | undefined): number | undefined {
  return retryAfter && /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) : undefined
}
