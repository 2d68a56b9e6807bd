import { FIXTURES } from '#sandbox/fixtures'
import { empty, json, parseJson, type Answer, type Incoming } from '#sandbox/http/exchange'
import { Router } from '#sandbox/http/router'
import { authorize } from '#sandbox/wechat_pay/authorization'
import { certificateList } from '#sandbox/wechat_pay/certificates'
import { closeTrade } from '#sandbox/wechat_pay/close_trade'
import { errorAnswer, PayError } from '#sandbox/wechat_pay/errors'
import { prepay } from '#sandbox/wechat_pay/prepay'
import { refundView } from '#sandbox/wechat_pay/refund_views'
import { createRefund } from '#sandbox/wechat_pay/refunds'
import { keyNamed, signatureHeaders } from '#sandbox/wechat_pay/signing'
import { findByTransaction, findRefund, findTrade, tradeView } from '#sandbox/wechat_pay/trades'
import type { FaultAction } from '#sandbox/control/fault_rules'
import type { System } from '#sandbox/http/system'
import type { Refund, Trade } from '#sandbox/state'
import type { World } from '#sandbox/world'

/** Plays the two hosts of WeChat Pay under `/pay` and `/pay2`: one service with one memory. Every answer is signed. */
export class WechatPay implements System {
  readonly name = 'pay'
  readonly hosts = ['pay', 'pay2']
  #world: World
  #router: Router<Incoming, Answer>

  constructor(world: World) {
    this.#world = world
    const byNumber = '/v3/pay/transactions/out-trade-no/:number'
    const refunds = '/v3/refund/domestic/refunds'
    this.#router = new Router<Incoming, Answer>()
      .on('POST', '/v3/pay/transactions/jsapi', 'prepay', (incoming) =>
        json(200, prepay(world, bodyOf(incoming), incoming.entry))
      )
      .on('GET', byNumber, 'query', (incoming, { number }) =>
        this.#query(incoming, findTrade(world, number))
      )
      .on('GET', '/v3/pay/transactions/id/:id', 'query', (incoming, { id }) =>
        this.#query(incoming, findByTransaction(world, id))
      )
      .on('POST', `${byNumber}/close`, 'close', (incoming, { number }) => {
        closeTrade(world, number, bodyOf(incoming))
        return empty(204)
      })
      .on('POST', refunds, 'refund', (incoming) =>
        json(200, refundView(createRefund(world, bodyOf(incoming))))
      )
      .on('GET', `${refunds}/:number`, 'refund_query', (_incoming, { number }) =>
        this.#queryRefund(findRefund(world, number))
      )
      .on('GET', '/v3/certificates', 'certificates', () => json(200, certificateList(world)))
  }

  async answer(incoming: Incoming): Promise<Answer> {
    const { entry } = incoming
    const found = this.#router.find(incoming.method, incoming.path)
    entry.operation = found?.operation ?? null
    try {
      authorize(this.#world, incoming)
      this.#checkHeaders(incoming)
      if (found === null) throw new PayError('NOT_FOUND')
      const answer = await found.handler(incoming, found.parameters)
      entry.verdict = 'ok'
      return answer
    } catch (error) {
      if (!(error instanceof PayError)) throw error
      entry.verdict = error.code
      return error.toAnswer()
    }
  }

  failure(action: FaultAction): Answer {
    const error = new PayError(action.code ?? 'SYSTEM_ERROR', action.message)
    const status = action.status ?? error.status
    if (action.body !== undefined) return json(status, action.body)
    return errorAnswer(status, error.code, error.message)
  }

  tooFast(): Answer {
    return new PayError('FREQUENCY_LIMITED').toAnswer()
  }

  seal(incoming: Incoming, answer: Answer): Answer {
    const world = this.#world
    const { host, method, path, entry, skewMs } = incoming
    const probe = { system: this.name, host, method, path, kind: 'answer' } as const
    const signed = signatureHeaders(world, {
      body: answer.body,
      key: keyNamed(world, serialHeader(incoming)) ?? 'certificate',
      skewMs,
      fault: world.faults.take('signature', probe, entry)?.action.signature,
    })
    const requestId = `SBX${world.ids.padded('request', 12)}`
    return { ...answer, headers: { ...answer.headers, 'Request-ID': requestId, ...signed } }
  }

  #checkHeaders(incoming: Incoming): void {
    const { headers, method, entry } = incoming
    const check = (name: string, ok: boolean, detail: string) => {
      entry.checks.push(ok ? { name, ok } : { name, ok, detail })
      if (!ok) throw new PayError('PARAM_ERROR', detail, { field: name, location: 'header' })
    }
    check('accept', /application\/json/.test(headers.accept ?? ''), 'Accept 应为 application/json')
    check('user-agent', Boolean(headers['user-agent']), '缺少 User-Agent')
    if (method === 'POST') {
      const isJson = /^application\/json\b/.test(headers['content-type'] ?? '')
      check('content-type', isJson, 'Content-Type 应为 application/json')
    }
    const isKnown = keyNamed(this.#world, serialHeader(incoming)) !== null
    check('wechatpay-serial', isKnown, 'Wechatpay-Serial 不是有效的公钥 ID 或证书序列号')
  }

  #query(incoming: Incoming, trade: Trade | null): Answer {
    if (incoming.query.get('mchid') !== FIXTURES.mchid) {
      throw new PayError('PARAM_ERROR', '参数错误：mchid', { field: 'mchid', location: 'url' })
    }
    if (trade === null) throw new PayError('ORDER_NOT_EXIST')
    return json(200, tradeView(this.#world, trade))
  }

  #queryRefund(refund: Refund | null): Answer {
    if (refund === null) throw new PayError('RESOURCE_NOT_EXISTS', '退款单不存在')
    return json(200, refundView(refund))
  }
}

function serialHeader(incoming: Incoming): string | undefined {
  const value = incoming.headers['wechatpay-serial']
  return Array.isArray(value) ? value.join() : value
}

function bodyOf(incoming: Incoming): unknown {
  const value = parseJson(incoming.body)
  if (value === undefined) {
    throw new PayError('PARAM_ERROR', '请求体不是有效的 JSON', { location: 'body' })
  }
  return value
}
