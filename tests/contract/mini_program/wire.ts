import { documentProblems } from '#tests/helpers/api_document'

/** One exchange, as it went over the wire. */
export interface Exchange {
  method: string
  /** with `/api`, without the query */
  pathname: string
  sentToken: boolean
  status: number
  headers: Headers
  text: string
}

const JSON_TYPE = 'application/json; charset=utf-8'
const HAN = /\p{Script=Han}/u
/** Words of programs, which no shopper should read. */
const INSIDE =
  /undefined|\bnull\b|\bNaN\b|\[object|Exception|\bError\b|\bselect\b|\bat \S+:\d+|[<>{}]/i
/** What a field is called that nobody gave a name. */
const NAMELESS = /请填写内容|^内容(应|不能|至少|的)/
/** A toast has two lines. */
const LONGEST_SENTENCE = 44
const NEVER_SENT = new Set(['password', 'openid', 'session_key', 'is_superuser', 'token_version'])
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/
const SHANGHAI = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3,6}\+08:00$/

/** What is wrong with an answer by the rules that hold for every answer of the API. */
export function exchangeProblems(exchange: Exchange): string[] {
  const { status, text, sentToken, method, pathname, headers } = exchange
  const found: string[] = []
  if (status >= 300 && status < 400) found.push('a redirect, which the phone does not follow')
  if (status === 204 && text !== '') found.push('204 with a body')
  if (status !== 204 && headers.get('content-type') !== JSON_TYPE)
    found.push(`content type ${headers.get('content-type')}`)
  if (sentToken && headers.get('cache-control') !== 'no-store')
    found.push(`an answer to a token with cache-control ${headers.get('cache-control')}`)
  if (status === 401 && headers.get('www-authenticate') !== 'Bearer realm="api"')
    found.push(`401 with www-authenticate ${headers.get('www-authenticate')}`)
  if (status === 429 && !/^[1-9]\d*$/.test(headers.get('retry-after') ?? ''))
    found.push(`429 with retry-after ${headers.get('retry-after')}`)
  const body = status === 204 ? null : read(text, found)
  if (status < 400) found.push(...keysNeverSent(body))
  if (status >= 400) found.push(...envelopeProblems(status, body))
  const type = (headers.get('content-type') ?? '').split(';', 1)[0]
  found.push(...documentProblems({ method, pathname, status, type, body: body ?? text }))
  return found
}

/** The envelope of an error, of which the screens show one sentence. */
function envelopeProblems(status: number, body: any): string[] {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return ['an error without an object']
  const found: string[] = []
  const { success, code, message, detail, error_code: errorCode, errors } = body
  if (success !== false) found.push(`success is ${success}`)
  if (code !== status) found.push(`code is ${code}`)
  if (typeof message !== 'string' || !HAN.test(message) || INSIDE.test(message))
    found.push(`no sentence for a shopper: ${message}`)
  if (typeof message === 'string' && [...message].length > LONGEST_SENTENCE)
    found.push(`a sentence too long for a toast: ${message}`)
  if (NAMELESS.test(message)) found.push(`a sentence about no field: ${message}`)
  if (detail !== message) found.push(`detail is not the message: ${detail}`)
  if (errorCode !== undefined && !/^[A-Z]+(_[A-Z]+)*$/.test(errorCode))
    found.push(`error_code is ${errorCode}`)
  if (errors !== undefined && !isListOfTexts(errors)) found.push('errors are no lists of texts')
  if (errors !== undefined && status !== 400) found.push(`errors of fields with ${status}`)
  return found
}

function isListOfTexts(errors: unknown): boolean {
  return (
    typeof errors === 'object' &&
    errors !== null &&
    Object.values(errors).every(
      (list) => Array.isArray(list) && list.every((text) => typeof text === 'string')
    )
  )
}

function keysNeverSent(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, child]) => [
    ...(NEVER_SENT.has(key) ? [`the key ${key}`] : []),
    ...keysNeverSent(child),
  ])
}

/** Reads the text itself: what a parser forgives (long fractions, exponents) is seen here. */
function read(text: string, found: string[]): unknown {
  try {
    return JSON.parse(text, (key: string, value: unknown, context?: { source?: string }) => {
      const source = context?.source ?? ''
      if (typeof value === 'number' && !/^-?(0|[1-9]\d*)(\.\d{1,2})?$/.test(source))
        found.push(`the number ${key}: ${source}`)
      if (typeof value === 'string' && INSTANT.test(value) && !SHANGHAI.test(value))
        found.push(`the datetime ${key}: ${value}`)
      return value
    })
  } catch {
    found.push(`no JSON: ${text.slice(0, 200)}`)
    return null
  }
}
