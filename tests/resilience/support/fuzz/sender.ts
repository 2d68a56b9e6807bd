import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { connect } from 'node:net'
import { responseTo } from '#tests/helpers/response'
import type { Attack, Outcome } from './attack.js'
import type { RawAttack } from './raw_attacks.js'

/** Within this time everything is answered, or its connection closed. */
const LIMIT_MS = 10_000
const AT_ONCE = 24

/** Idle lines are given up before the server does, which would look like a refusal to answer. */
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE, timeout: 3_000 })

/** Closes the connections that were kept. */
export function endSending(): void {
  agent.destroy()
}

/** Works through a list, so many at once, and gives the results in the order of the list. */
export async function inTurn<Item, Result>(
  items: Item[],
  work: (item: Item) => Promise<Result>
): Promise<Result[]> {
  const results: Result[] = []
  const waiting = items.entries()
  const worker = async () => {
    for (const [index, item] of waiting) results[index] = await work(item)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return results
}

/** Sends one attack over a connection that is kept. */
export async function send(port: number, attack: Attack): Promise<Outcome> {
  const { method, address, headers, body } = attack
  const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
  const outgoing = request({
    ...{ host: '127.0.0.1', port, agent, method, path: address, setHost: !headers.host },
    headers: { ...headers, ...length },
  })
  let hung = false
  const alarm = setTimeout(() => {
    hung = true
    outgoing.destroy()
  }, LIMIT_MS)
  try {
    outgoing.end(body)
    const response = await responseTo(outgoing)
    const chunks: Buffer[] = []
    for await (const chunk of response) chunks.push(chunk)
    const text = Buffer.concat(chunks).toString()
    return { status: response.statusCode!, headers: response.headers, text }
  } catch {
    return hung ? 'hung' : 'closed'
  } finally {
    clearTimeout(alarm)
  }
}

/** Sends bytes over a connection of their own and reads until the other side ends it. */
export async function sendRaw(port: number, { bytes, isCut }: RawAttack): Promise<Outcome> {
  const socket = connect({ host: '127.0.0.1', port, allowHalfOpen: true })
  const chunks: Buffer[] = []
  let hung = false
  const alarm = setTimeout(() => {
    hung = true
    socket.destroy()
  }, LIMIT_MS)
  socket.on('data', (chunk: Buffer) => chunks.push(chunk))
  socket.on('end', () => socket.end())
  /** A server that has heard enough may cut the line while we still talk. */
  socket.on('error', () => socket.destroy())
  if (isCut) socket.end(bytes)
  else socket.write(bytes)
  await once(socket, 'close')
  clearTimeout(alarm)
  return hung ? 'hung' : parsed(Buffer.concat(chunks).toString())
}

/** The first answer among what was received, its body cut to the length that the head announces. */
function parsed(received: string): Outcome {
  const [, status] = /^HTTP\/1\.1 (\d{3}) /.exec(received) ?? []
  if (!status) return 'closed'
  const [head, ...rest] = received.split('\r\n\r\n')
  const following = rest.join('\r\n\r\n')
  if (status === '100') return parsed(following)
  const lines = head.split('\r\n').slice(1)
  const headers = Object.fromEntries(
    lines.map((line) => [line.split(':', 1)[0].toLowerCase(), line.replace(/^[^:]*: */, '')])
  )
  const body = Buffer.from(following)
  const length = Number(headers['content-length'] ?? body.length)
  return { status: Number(status), headers, text: body.subarray(0, length).toString() }
}
