import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import type { Entry } from '#sandbox/control/journal'

const BODY_LIMIT = 1024 * 1024

/** A request as a stand-in sees it: the prefix of the stand-in is already gone. */
export interface Incoming {
  host: string
  method: string
  /** Path and query exactly as sent, which is what signatures cover. */
  target: string
  path: string
  query: URLSearchParams
  headers: IncomingHttpHeaders
  body: Buffer
  entry: Entry
  /** By how much the other side's clock is off during this exchange. */
  skewMs: number
}

export interface Answer {
  status: number
  headers: Record<string, string>
  body: Buffer
}

/** An answer in JSON, serialised once; WeChat sends some of it as `text/plain`. */
export function json(status: number, value: unknown, type = 'application/json'): Answer {
  return {
    status,
    headers: { 'Content-Type': `${type}; charset=utf-8` },
    body: Buffer.from(JSON.stringify(value), 'utf8'),
  }
}

export function empty(status: number): Answer {
  return { status, headers: {}, body: Buffer.alloc(0) }
}

/** A page for people. It runs no script and loads nothing. */
export function page(status: number, html: string): Answer {
  return {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy':
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
      'Cache-Control': 'no-store',
    },
    body: Buffer.from(html, 'utf8'),
  }
}

export function seeOther(location: string): Answer {
  return { status: 303, headers: { Location: location }, body: Buffer.alloc(0) }
}

/** The body as bytes; null when it is larger than 1 MiB. */
export async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length
    if (size <= BODY_LIMIT) parts.push(part)
  }
  return size > BODY_LIMIT ? null : Buffer.concat(parts)
}

/** The bytes as a JSON value when they are well-formed UTF-8 and JSON, else undefined. */
export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined
    throw error
  }
}
