import { request, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http'
import settings from '#start/env'
import { responseTo } from '#tests/helpers/response'

export interface RawAnswer {
  status: number
  headers: IncomingHttpHeaders
  text: string
  /** the body as JSON; fails the test when it is none */
  json: () => Record<string, any> // read field by field, each checked
}

interface RawRequest {
  headers?: OutgoingHttpHeaders
  body?: string | Buffer
  port?: number
}

/** One request exactly as written: nothing is escaped, no header is forbidden, no redirect followed. */
export async function raw(
  method: string,
  path: string,
  { headers = {}, body, port = settings.port }: RawRequest = {}
): Promise<RawAnswer> {
  const outgoing = request({ host: '127.0.0.1', port, method, path, headers, agent: false })
  outgoing.end(body)
  const response = await responseTo(outgoing)
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk)
  const text = Buffer.concat(chunks).toString()
  return {
    status: response.statusCode!,
    headers: response.headers,
    text,
    json: () => JSON.parse(text),
  }
}

/** A request that announces JSON. */
export function postJson(
  path: string,
  body: string | Buffer,
  headers: OutgoingHttpHeaders = {},
  port = settings.port
): Promise<RawAnswer> {
  const announced = { 'content-type': 'application/json', ...headers }
  return raw('POST', path, { body, headers: announced, port })
}

/** Only the status of an answer. */
export async function statusOf(asked: Promise<RawAnswer>): Promise<number> {
  const { status } = await asked
  return status
}

/** Only one header of an answer. */
export async function headerOf(asked: Promise<RawAnswer>, name: string) {
  const { headers } = await asked
  return headers[name]
}

/** Only the JSON of an answer. */
export async function jsonOf(asked: Promise<RawAnswer>) {
  const answer = await asked
  return answer.json()
}
