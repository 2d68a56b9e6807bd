import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'

export interface HttpRequest {
  method: 'GET' | 'POST'
  /** Origin with an optional path prefix, e.g. `https://api.mch.weixin.qq.com`. */
  baseUrl: string
  /** Path and query, sent byte for byte behind the prefix: it may be part of a signature. */
  path: string
  headers?: Record<string, string>
  /** The very bytes that were signed. */
  body?: Buffer
  /** Total time for this exchange, connecting included, in milliseconds. */
  deadlineMs: number
}

export interface HttpAnswer {
  kind: 'answer'
  status: number
  /** Every value of every header, names in lower case. */
  headers: NodeJS.Dict<string[]>
  body: Buffer
}

/** `unavailable`: not one byte of the request left us. `unknown`: the other side may have acted. */
export type HttpResult =
  | HttpAnswer
  | { kind: 'unavailable'; code: string }
  | { kind: 'unknown'; reason: 'timeout' | 'reset' | 'too_large'; code: string }

export interface HttpClientOptions {
  userAgent: string
  /** Milliseconds for name look-up, connection and TLS together. */
  connectTimeoutMs?: number
  maxAnswerBytes?: number
}

/**
 * One exchange with one outside system. Built on node:http(s) and not on fetch, because fetch
 * neither lets us bound the connecting time nor tells whether the request had left.
 * TLS is always verified; redirects are not followed; proxies of the environment are not used.
 * Never rejects. Rule: docs/rules/integrations.md
 */
export class HttpClient {
  // Idle connections end before the other side's keep-alive does: a reset on reuse would be `unknown`.
  readonly #http = new HttpAgent({ keepAlive: true, timeout: 4000 })
  readonly #https = new HttpsAgent({ keepAlive: true, timeout: 4000, rejectUnauthorized: true })
  readonly #options: Required<HttpClientOptions>

  constructor(options: HttpClientOptions) {
    this.#options = { connectTimeoutMs: 3000, maxAnswerBytes: 1024 * 1024, ...options }
  }

  send(exchange: HttpRequest): Promise<HttpResult> {
    const { resolve, promise } = Promise.withResolvers<HttpResult>()
    const base = new URL(exchange.baseUrl)
    const secure = base.protocol === 'https:'
    const request = (secure ? httpsRequest : httpRequest)({
      agent: secure ? this.#https : this.#http,
      hostname: base.hostname.replace(/^\[|\]$/g, ''),
      port: base.port || undefined,
      method: exchange.method,
      path: base.pathname.replace(/\/+$/, '') + exchange.path,
      headers: {
        'User-Agent': this.#options.userAgent,
        'Accept': 'application/json',
        ...exchange.headers,
        ...(exchange.body && { 'Content-Length': String(exchange.body.length) }),
      },
    })

    let connected = false
    let timedOut = false
    const fail = (error: NodeJS.ErrnoException) => {
      const code = timedOut ? 'TIMEOUT' : (error.code ?? error.name)
      if (!connected) resolve({ kind: 'unavailable', code })
      else resolve({ kind: 'unknown', reason: timedOut ? 'timeout' : 'reset', code })
    }
    const expire = () => {
      timedOut = true
      request.destroy()
    }
    const connecting = setTimeout(expire, this.#options.connectTimeoutMs)
    const total = setTimeout(expire, exchange.deadlineMs)
    const onConnected = () => {
      connected = true
      clearTimeout(connecting)
    }

    request.once('socket', (socket) => {
      if (request.reusedSocket) onConnected()
      else socket.once(secure ? 'secureConnect' : 'connect', onConnected)
    })
    request.on('error', fail)
    request.once('response', (answer) => {
      this.#read(answer).then((result) => {
        resolve(result)
        if (result.kind !== 'answer') request.destroy()
      }, fail)
    })
    request.end(exchange.body)

    return promise.finally(() => {
      clearTimeout(connecting)
      clearTimeout(total)
    })
  }

  /** Ends idle connections; calls that still run are cut off. */
  close() {
    this.#http.destroy()
    this.#https.destroy()
  }

  async #read(answer: IncomingMessage): Promise<HttpResult> {
    const chunks: Buffer[] = []
    let size = 0
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      size += chunk.length
      if (size > this.#options.maxAnswerBytes)
        return { kind: 'unknown', reason: 'too_large', code: 'ANSWER_TOO_LARGE' }
      chunks.push(chunk)
    }
    return {
      kind: 'answer',
      status: answer.statusCode ?? 0,
      headers: answer.headersDistinct,
      body: Buffer.concat(chunks),
    }
  }
}
