import type { OutgoingHttpHeaders } from 'node:http'

/** One hostile request. */
export interface Attack {
  /** what is wrong with it, for the report */
  what: string
  method: string
  /** path and query exactly as they are sent */
  address: string
  headers: OutgoingHttpHeaders
  body?: string | Buffer
}

/** What came back. `hung` when nothing did in time, `closed` when the connection ended without words. */
export type Outcome = 'hung' | 'closed' | Answer

export interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  text: string
}

/** The attack in one line, short enough to be read and long enough to be repeated. */
export function shown({ what, method, address, headers, body }: Attack): string {
  const { authorization, ...others } = headers
  const parts = [
    `${method} ${address.slice(0, 200)}`,
    `${authorization ? 'with a token' : 'without a token'}`,
    JSON.stringify(others).slice(0, 200),
    body === undefined ? '' : JSON.stringify(String(body).slice(0, 200)),
  ]
  return `${what}: ${parts.join(' ')}`
}
