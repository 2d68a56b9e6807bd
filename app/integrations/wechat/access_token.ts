import type { HttpClient } from '#integrations/http_client'
import { asText } from '#integrations/json'
import { authRefused, ok, unavailable, type Outcome } from '#integrations/outcome'
import type { Runtime } from '#integrations/runtime'
import { WechatApi } from './api.js'
import type { WechatAccount } from './sign_in.js'

export interface StoredToken {
  token: string
  /** Epoch milliseconds. */
  usableUntil: number
  /** Grows by one with every stored token. */
  generation: number
}

/** Where all processes share the token (`integration_token`, encrypted). */
export interface TokenStore {
  read(): Promise<StoredToken | undefined>
  write(token: string, usableUntil: number): Promise<StoredToken>
  /** Runs `work` as the only holder among all processes; undefined when the wait took over 3 s. */
  exclusively<T>(work: () => Promise<T>): Promise<T | undefined>
  /** Counts a forced refresh: at most 20 a day, at least 30 s apart. False: not now. */
  reserveForcedRefresh(): Promise<boolean>
}

/** The access token of the mini-program, fetched by `stable_token`. Rule: docs/rules/integrations.md */
export class WechatAccessTokens {
  readonly #api: WechatApi
  readonly #http: HttpClient

  constructor(
    private readonly account: WechatAccount,
    private readonly store: TokenStore,
    private readonly runtime: Runtime
  ) {
    this.#http = runtime.createHttpClient()
    this.#api = new WechatApi(account.baseUrl, this.#http, runtime)
  }

  /** The shared token, or a new one when the shared one has ended. */
  async current(): Promise<Outcome<StoredToken>> {
    const stored = await this.#usable()
    if (stored) return ok(stored)
    return this.#alone(async () => {
      const meanwhile = await this.#usable()
      return meanwhile ? ok(meanwhile) : this.#fetch(false)
    })
  }

  /**
   * Calls with the token; when it is refused, once more with a newer one. Belongs **inside** the
   * breaker of the calling group: a refused first token is no reason to stop everything.
   */
  async use<T>(call: (token: string) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    const used = await this.current()
    if (used.outcome !== 'ok') return used
    const first = await call(used.value.token)
    if (first.outcome !== 'auth' || first.code !== 'wechat_token_refused') return first
    const renewed = await this.#renew(used.value)
    return renewed.outcome === 'ok' ? call(renewed.value.token) : renewed
  }

  close() {
    this.#http.close()
  }

  #renew(refused: StoredToken): Promise<Outcome<StoredToken>> {
    return this.#alone(async () => {
      const stored = await this.#usable()
      if (stored && stored.generation > refused.generation) return ok(stored)
      const fetched = await this.#fetch(false)
      if (fetched.outcome !== 'ok' || fetched.value.token !== refused.token) return fetched
      if (await this.store.reserveForcedRefresh()) return this.#fetch(true)
      return authRefused({
        code: 'wechat_token_refused',
        message: 'the token is refused and may not be forced anew yet',
      })
    })
  }

  async #usable(): Promise<StoredToken | undefined> {
    const stored = await this.store.read()
    return stored && this.runtime.now() < stored.usableUntil ? stored : undefined
  }

  async #alone(work: () => Promise<Outcome<StoredToken>>): Promise<Outcome<StoredToken>> {
    const outcome = await this.store.exclusively(work)
    if (outcome) return outcome
    const stored = await this.#usable()
    if (stored) return ok(stored)
    const message = 'another process is still fetching the token'
    return unavailable({ reason: 'busy', code: 'wechat_busy', message })
  }

  async #fetch(force: boolean): Promise<Outcome<StoredToken>> {
    const body = {
      grant_type: 'client_credential',
      appid: this.account.appid,
      secret: this.account.secret,
      force_refresh: force,
    }
    const fetched = await this.#api.send({
      operation: 'stable_token',
      group: 'wx-token',
      request: {
        method: 'POST',
        path: '/cgi-bin/stable_token',
        headers: { 'Content-Type': 'application/json' },
        body: Buffer.from(JSON.stringify(body)),
        deadlineMs: 5000,
      },
      read: (answer) => {
        const token = asText(answer.access_token)
        const seconds = Number(answer.expires_in)
        return token && seconds > 0 ? { token, seconds } : undefined
      },
    })
    if (fetched.outcome !== 'ok') return fetched
    const { token, seconds } = fetched.value
    const usableUntil = this.runtime.now() + Math.max(60, seconds - 300) * 1000
    return ok(await this.store.write(token, usableUntil), fetched.trace)
  }
}
