import { json, parseJson, type Answer, type Incoming } from '#sandbox/http/exchange'
import { Router } from '#sandbox/http/router'
import { checkCredentials, exchangeLoginCode } from '#sandbox/wechat/login'
import { refusal, WechatError } from '#sandbox/wechat/errors'
import { sendSubscribeMessage } from '#sandbox/wechat/subscribe'
import {
  checkAccessToken,
  classicToken,
  expireTokens,
  forcedToken,
  stableToken,
} from '#sandbox/wechat/tokens'
import type { FaultAction } from '#sandbox/control/fault_rules'
import type { System } from '#sandbox/http/system'
import type { World } from '#sandbox/world'

/** Plays api.weixin.qq.com under `/wx`: sign-in, access tokens, messages. Business answers are always HTTP 200. */
export class Wechat implements System {
  readonly name = 'wx'
  readonly hosts = ['wx']
  #world: World
  #router: Router<Incoming, Answer>

  constructor(world: World) {
    this.#world = world
    this.#router = new Router<Incoming, Answer>()
      .on('GET', '/sns/jscode2session', 'login', ({ query }) =>
        json(200, exchangeLoginCode(world, query), 'text/plain')
      )
      .on('POST', '/cgi-bin/stable_token', 'stable_token', (incoming) => this.#stable(incoming))
      .on('GET', '/cgi-bin/token', 'classic_token', (incoming) => this.#classic(incoming))
      .on('GET', '/cgi-bin/get_api_domain_ip', 'get_api_domain_ip', () =>
        json(200, { ip_list: ['127.0.0.1'] })
      )
      .on('POST', '/cgi-bin/message/subscribe/send', 'subscribe', (incoming) =>
        json(200, sendSubscribeMessage(world, incoming), 'text/plain')
      )
  }

  async answer(incoming: Incoming): Promise<Answer> {
    const { entry } = incoming
    const found = this.#router.find(incoming.method, incoming.path)
    entry.operation = found?.operation ?? null
    try {
      if (!this.#isPublic(incoming.path)) this.#checkToken(incoming)
      if (found === null) {
        entry.verdict = 'not_found'
        return json(404, { errcode: 404, errmsg: 'not found' })
      }
      const answer = await found.handler(incoming, found.parameters)
      entry.verdict = 'ok'
      return answer
    } catch (error) {
      if (!(error instanceof WechatError)) throw error
      entry.verdict = String(error.errcode)
      return refusal(error.errcode, this.#rid(), error.message)
    }
  }

  failure(action: FaultAction): Answer {
    const code = action.errcode ?? (Number(action.code ?? -1) || -1)
    if (action.status === undefined) return refusal(code, this.#rid(), action.message)
    return json(action.status, action.body ?? { errcode: code, errmsg: 'system error' })
  }

  tooFast(): Answer {
    return refusal(45011, this.#rid())
  }

  seal(_incoming: Incoming, answer: Answer): Answer {
    return answer
  }

  #isPublic(path: string): boolean {
    return ['/sns/jscode2session', '/cgi-bin/stable_token', '/cgi-bin/token'].includes(path)
  }

  #checkToken(incoming: Incoming): void {
    const { entry, host, method, path } = incoming
    const probe = { system: this.name, host, method, path, kind: 'answer' } as const
    const fault = this.#world.faults.take('token_use', probe, entry)?.action.token
    if (fault === 'expire_now') expireTokens(this.#world)
    if (fault === 'refuse') throw new WechatError(40001)
    checkAccessToken(this.#world, incoming.query.get('access_token'))
    entry.checks.push({ name: 'access_token', ok: true })
  }

  #stable(incoming: Incoming): Answer {
    const { entry, body, host, method, path } = incoming
    if (body.length === 0) throw new WechatError(44002)
    const given = parseJson(body)
    if (typeof given !== 'object' || given === null) throw new WechatError(47001)
    const fields = given as Record<string, unknown>
    if (fields.grant_type !== 'client_credential') throw new WechatError(40002)
    checkCredentials(fields.appid, fields.secret)
    const { force_refresh: force = false } = fields
    if (typeof force !== 'boolean') throw new WechatError(47001)
    const probe = { system: this.name, host, method, path, kind: 'answer' } as const
    const fault = this.#world.faults.take('token_issue', probe, entry)
    const life = fault === null ? null : (fault.action.seconds ?? 30)
    return json(200, (force ? forcedToken : stableToken)(this.#world, life))
  }

  #classic({ query, entry }: Incoming): Answer {
    if (query.get('grant_type') !== 'client_credential') throw new WechatError(40002)
    checkCredentials(query.get('appid'), query.get('secret'))
    entry.note = 'the older token call kills the token of the call before'
    return json(200, classicToken(this.#world))
  }

  #rid(): string {
    return `sbx-${this.#world.ids.padded('rid', 8)}`
  }
}
