import { request, type Agent, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { responseTo } from '#tests/helpers/response'

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: Buffer
  text: string
}

interface Asked {
  method?: string
  headers?: OutgoingHttpHeaders
  body?: string | Buffer
  /** another address of loopback: another visitor, for nginx and for the limits of the shop */
  from?: string
  /** keeps the connection for the next request */
  agent?: Agent
}

/** One request exactly as written: no path is tidied, no redirect followed. */
export async function ask(port: number, path: string, asked: Asked = {}): Promise<Answer> {
  const { method, headers, body, from: localAddress, agent = false } = asked
  const address = { host: '127.0.0.1', port, localAddress, agent }
  const outgoing = request({ ...address, method, path, headers })
  outgoing.end(body)
  const response = await responseTo(outgoing)
  const content = await buffer(response)
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    body: content,
    text: content.toString(),
  }
}

/** Only the status of an answer. */
export async function statusOf(asked: Promise<Answer>): Promise<number> {
  const { status } = await asked
  return status
}

/** Only the text of an answer. */
export async function textOf(asked: Promise<Answer>): Promise<string> {
  const { text } = await asked
  return text
}

/** Only one header of an answer. */
export async function headerOf(asked: Promise<Answer>, name: string) {
  const { headers } = await asked
  return headers[name]
}
