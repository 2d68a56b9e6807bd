import type { ClientRequest, IncomingMessage } from 'node:http'

/**
 * Waits for the head of an answer. A server that has answered may cut the line while the rest of a large
 * body is still being sent; that error comes after the answer and belongs to nobody.
 */
export function responseTo(outgoing: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    outgoing.once('response', resolve)
    outgoing.on('error', reject)
  })
}
