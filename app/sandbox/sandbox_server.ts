import type { IncomingMessage, ServerResponse } from 'node:http'
import { FaultError } from '#sandbox/control/fault_rules'
import { withoutSecrets } from '#sandbox/control/journal'
import { ControlError, readControlRequest, type ControlRequest } from '#sandbox/control/request'
import { controlRouter } from '#sandbox/control/routes'
import { dispatch, type Outcome } from '#sandbox/http/dispatch'
import {
  json,
  parseJson,
  readBody,
  seeOther,
  type Answer,
  type Incoming,
} from '#sandbox/http/exchange'
import { Listener } from '#sandbox/http/listeners'
import { Wechat } from '#sandbox/wechat/system'
import { WechatPay } from '#sandbox/wechat_pay/system'
import type { Router } from '#sandbox/http/router'
import type { System } from '#sandbox/http/system'
import type { World } from '#sandbox/world'

/**
 * One process, several ports: the main one serves every prefix; each host name has a port of its own
 * that a `refuse` fault closes for real. On the main port a refused request is cut before anything is processed.
 */
export class SandboxServer {
  readonly main: Listener
  #hosts = new Map<string, { system: System; listener: Listener }>()
  #world: World
  #control: Router<ControlRequest, Answer>
  #turn: Promise<void> = Promise.resolve()

  constructor(world: World, port: number) {
    this.#world = world
    const handler = (request: IncomingMessage, response: ServerResponse) =>
      void this.#handle(request, response)
    this.main = new Listener(handler, port)
    for (const system of [new Wechat(world), new WechatPay(world)]) {
      for (const host of system.hosts) {
        this.#hosts.set(host, { system, listener: new Listener(handler, 0) })
      }
    }
    this.#control = controlRouter(world, {
      urls: () => this.urls(),
      follow: () => this.#followFaults(),
    })
  }

  async open(): Promise<void> {
    await this.main.open()
    for (const { listener } of this.#hosts.values()) await listener.open()
  }

  /** Base URLs of the host names, each with its own port. */
  urls(): Record<string, string> {
    return Object.fromEntries(
      [...this.#hosts].map(([host, { listener }]) => [host, `${listener.url}/${host}`])
    )
  }

  /** Stops what is on its way, writes the state and frees the ports; a second call changes nothing. */
  async close(): Promise<void> {
    await this.#world.close()
    await this.main.close()
    for (const { listener } of this.#hosts.values()) await listener.close()
  }

  /** Shuts the ports of hosts that a fault closes and opens the others again. */
  #followFaults(): Promise<void> {
    this.#turn = this.#turn.then(async () => {
      for (const [host, { system, listener }] of this.#hosts) {
        const isClosed = this.#world.faults.closes(system.name, host)
        await (isClosed ? listener.close() : listener.open())
      }
    })
    return this.#turn
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      this.#send(request, response, await this.#outcome(request, response))
    } catch (error) {
      // A connection that the other side or the shutdown ended needs no answer any more.
      if (response.destroyed || this.#world.closing.aborted) {
        request.socket.destroy()
        return
      }
      process.stderr.write(`sandbox: ${error instanceof Error ? error.stack : String(error)}\n`)
      this.#write(response, json(500, { error: '沙箱内部错误，请查看沙箱进程的输出' }))
    }
  }

  async #outcome(request: IncomingMessage, response: ServerResponse): Promise<Outcome> {
    const target = request.url ?? '/'
    const body = await readBody(request)
    if (body === null) {
      return { kind: 'answer', answer: json(413, { error: '请求体不能超过 1 MiB' }) }
    }
    const prefix = /^\/([a-z0-9_]+)/.exec(target)?.[1] ?? ''
    if (prefix === '' || prefix === '__sandbox') {
      return { kind: 'answer', answer: await this.#answerControl(request, target, body) }
    }
    const host = this.#hosts.get(prefix)
    if (host === undefined) return { kind: 'answer', answer: json(404, { error: '没有这个系统' }) }
    const incoming = this.#incoming(request, host.system, prefix, body)
    const outcome = await dispatch(host.system, incoming, this.#world.faults, this.#world.closing)
    response.setHeader('Date', this.#date(incoming.skewMs))
    return outcome
  }

  #incoming(request: IncomingMessage, system: System, host: string, body: Buffer): Incoming {
    const target = (request.url ?? '').slice(host.length + 1) || '/'
    const [path, search = ''] = target.split('?', 2)
    const query = new URLSearchParams(search)
    const method = request.method ?? 'GET'
    const entry = this.#world.journal.open({
      system: system.name,
      direction: 'in',
      host,
      method,
      path,
      query: withoutSecrets(Object.fromEntries(query)) as Record<string, string>,
      request: withoutSecrets(parseJson(body) ?? null),
    })
    return { host, method, target, path, query, headers: request.headers, body, entry, skewMs: 0 }
  }

  async #answerControl(request: IncomingMessage, target: string, body: Buffer): Promise<Answer> {
    const url = new URL(target, 'http://127.0.0.1')
    if (url.pathname === '/') return seeOther('/__sandbox')
    try {
      const given = readControlRequest(request.method ?? 'GET', url, request.headers, body)
      const found = this.#control.find(given.method, given.path)
      if (found === null) throw new ControlError(404, '没有这个地址')
      return await found.handler(given, found.parameters)
    } catch (error) {
      if (error instanceof ControlError) return json(error.status, { error: error.message })
      if (error instanceof FaultError) return json(400, { error: error.message })
      throw error
    }
  }

  #date(skewMs: number): string {
    return new Date(this.#world.clock.wireNow() + skewMs).toUTCString()
  }

  #send(request: IncomingMessage, response: ServerResponse, outcome: Outcome): void {
    if (outcome.kind === 'hang') return
    if (outcome.kind === 'reset') {
      request.socket.resetAndDestroy()
      return
    }
    this.#write(response, outcome.answer)
  }

  #write(response: ServerResponse, { status, headers, body }: Answer): void {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    if (status !== 204) response.setHeader('Content-Length', body.length)
    response.writeHead(status).end(body)
  }
}
