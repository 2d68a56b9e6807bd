import settings from '#start/env'
import { exchangeProblems } from './wire.js'

/** `anon` never sends a token, `opt` sends the stored one, `user` needs one. */
export type Flavour = 'anon' | 'opt' | 'user'
/** How a partial change is sent: not every runtime knows PATCH. */
export type PatchForm = 'PATCH' | 'PUT' | 'POST'

export interface Answer {
  status: number
  headers: Headers
  /** the body as it came */
  text: string
  /** the body as JSON, null when there is none; `any`: each screen checks what it reads */
  data: any
}

interface Asked {
  flavour: Flavour
  headers?: Record<string, string>
  body?: string | FormData
}

/** What a screen catches from 400 on: the sentence of the toast, the status, the body. */
export class RequestFailed extends Error {
  constructor(
    readonly answer: Answer,
    readonly statusCode = answer.status,
    readonly data = answer.data
  ) {
    super(
      answer.status === 429
        ? '操作过于频繁，请稍后再试'
        : (answer.data.message ?? answer.data.error ?? answer.data.detail ?? '请求失败')
    )
    this.name = `RequestFailed ${answer.status}`
  }
}

/**
 * The shop as the shipped mini-program calls it: base address and path put together as they are, JSON
 * announced with and without a body, one refresh after a 401 and the same request again. Every answer
 * is checked by what holds for all of them; a fault fails the test that asked.
 */
export class MiniProgram {
  readonly site = `http://127.0.0.1:${settings.port}`
  readonly base = `${this.site}/api`
  access: string | null = null
  refresh: string | null = null

  constructor(readonly patchForm: PatchForm = 'PATCH') {}

  get(path: string, query: object = {}, flavour: Flavour = 'user'): Promise<Answer> {
    return this.#request('GET', withQuery(path, query), { flavour })
  }

  post(path: string, body?: object, flavour: Flavour = 'user'): Promise<Answer> {
    return this.#request('POST', path, { flavour, body: asJson(body) })
  }

  patch(path: string, body?: object): Promise<Answer> {
    const headers: Record<string, string> =
      this.patchForm === 'POST' ? { 'x-http-method-override': 'PATCH' } : {}
    return this.#request(this.patchForm, path, { flavour: 'user', headers, body: asJson(body) })
  }

  delete(path: string): Promise<Answer> {
    return this.#request('DELETE', path, { flavour: 'user' })
  }

  /** Any method on any path, for what the mini-program does not call. */
  call(method: string, path: string, flavour: Flavour, body?: object): Promise<Answer> {
    return this.#request(method, path, { flavour, body: asJson(body) })
  }

  /**
   * Sends one file as `wx.uploadFile` does: a temporary name, a type that says nothing, and the word
   * `null` for the token when nobody is signed in. Looks at nothing but the status.
   */
  async upload(path: string, file: Uint8Array, fields: Record<string, string> = {}) {
    const form = new FormData()
    for (const [name, text] of Object.entries(fields)) form.append(name, text)
    const blob = new Blob([Buffer.from(file)], { type: 'application/octet-stream' })
    form.append('file', blob, 'tmp_5d1f00c2')
    const headers = { authorization: `Bearer ${this.access}` }
    return this.#send('POST', path, { flavour: 'anon', headers, body: form })
  }

  /** All rows of a list: pages of 100 while there are more; a bare list is taken as it is. */
  async fetchAll(path: string, query: object = {}, flavour: Flavour = 'user'): Promise<any[]> {
    const rows: unknown[] = []
    for (let page = 1; page <= 200; page++) {
      const { data } = await this.get(path, { ...query, page, page_size: 100 }, flavour)
      if (Array.isArray(data)) return data
      rows.push(...data.results)
      if (!data.has_next || page >= data.total_pages) break
    }
    return rows
  }

  /** `wx.login()` and what follows it; keeps both tokens and answers the user. */
  async signIn(code: string): Promise<any> {
    const { data } = await this.post('/login/', { code }, 'anon')
    this.access = data.access
    this.refresh = data.refresh
    return data.user
  }

  /** Keeps the new access token and nothing else; false when the session is over. */
  async renew(): Promise<boolean> {
    const body = asJson({ refresh: this.refresh })
    const answer = await this.#send('POST', '/token/refresh/', { flavour: 'anon', body })
    if (answer.status !== 200 || !answer.data.access) return false
    this.access = answer.data.access
    return true
  }

  async #request(method: string, path: string, asked: Asked): Promise<Answer> {
    let answer = await this.#send(method, path, asked)
    if (answer.status === 401 && asked.flavour !== 'anon') {
      if (await this.renew()) {
        answer = await this.#send(method, path, asked)
        if (answer.status === 401) throw new Error(`${path}: the phone would now ask without end`)
      } else {
        this.access = null
        this.refresh = null
      }
    }
    if (answer.status >= 400) throw new RequestFailed(answer)
    return answer
  }

  async #send(method: string, path: string, asked: Asked): Promise<Answer> {
    const headers = new Headers(asked.headers)
    if (!(asked.body instanceof FormData)) headers.set('content-type', 'application/json')
    if (asked.flavour !== 'anon' && this.access)
      headers.set('authorization', `Bearer ${this.access}`)
    const url = this.base + path
    const response = await fetch(url, { method, headers, body: asked.body, redirect: 'manual' })
    const text = await response.text()
    const problems = exchangeProblems({
      method: headers.get('x-http-method-override') ?? method,
      pathname: new URL(url).pathname,
      sentToken: headers.has('authorization'),
      status: response.status,
      headers: response.headers,
      text,
    })
    if (problems.length > 0)
      throw new Error([`${method} ${path} → ${response.status}`, ...problems].join('\n'))
    const data = text === '' ? null : JSON.parse(text)
    return { status: response.status, headers: response.headers, text, data }
  }
}

/** What a request was refused with. @throws Error when it was not refused */
export async function refusalOf(asked: Promise<unknown>): Promise<RequestFailed> {
  try {
    await asked
  } catch (error) {
    if (error instanceof RequestFailed) return error
    throw error
  }
  throw new Error('the request was not refused')
}

/** The status that a request was refused with. */
export async function refusedWith(asked: Promise<unknown>): Promise<number> {
  const { statusCode } = await refusalOf(asked)
  return statusCode
}

/** Only the body of an answer. */
export async function dataOf(asked: Promise<Answer>): Promise<any> {
  const { data } = await asked
  return data
}

/** Only one field of an answer. */
export async function fieldOf(asked: Promise<Answer>, name: string): Promise<any> {
  const { data } = await asked
  return data[name]
}

/** What each of several requests was refused with; they run side by side. */
export function refusalsOf(asked: Promise<unknown>[]): Promise<RequestFailed[]> {
  return Promise.all(asked.map(refusalOf))
}

/** Absent values are left out, everything else goes through String. */
function withQuery(path: string, query: object): string {
  const pairs = Object.entries(query)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`
}

/** Absent keys fall out, `null` stays; no body at all stays no body. */
function asJson(body: object | undefined): string | undefined {
  return body === undefined ? undefined : JSON.stringify(body)
}
