import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { unseal, type Wire } from '#tests/contract/sandbox/support/merchant'

/** A notification as it came in. */
export interface Received {
  headers: Record<string, string | string[] | undefined>
  body: Buffer
  id: string
  event: string
  /** The decrypted resource. */
  content: Wire
}

/** A shop that only listens: it keeps what WeChat Pay sends and answers what the test wants. */
export interface Shop {
  url: string
  received: Received[]
  /** The status of the next answers, the last one for good. */
  answers: number[]
  close(): Promise<void>
}

export async function openShop(): Promise<Shop> {
  const received: Received[] = []
  const answers = [204]
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part)
    const body = Buffer.concat(parts)
    const { id, event_type: event, resource } = JSON.parse(body.toString('utf8'))
    received.push({
      headers: request.headers,
      body,
      id,
      event,
      content: JSON.parse(unseal(resource)),
    })
    response.writeHead(answers.length > 1 ? (answers.shift() ?? 204) : answers[0]).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/api/payments/callback/wechat/`,
    received,
    answers,
    close: async () => {
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
