import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'

const ANSWER_LIMIT = 64 * 1024

/**
 * Posts bytes on a connection of its own and answers the status. Rejects when the connection fails, when
 * no answer is complete within the deadline, or when `signal` aborts. Redirects are not followed.
 */
export function post(
  url: URL,
  input: {
    headers: Record<string, string>
    body: Buffer
    deadlineMs: number
    closing: AbortSignal
  }
): Promise<number> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  const signal = AbortSignal.any([input.closing, AbortSignal.timeout(input.deadlineMs)])
  return new Promise((resolve, reject) => {
    const outgoing = request(url, {
      method: 'POST',
      agent: false,
      signal,
      headers: { ...input.headers, 'Content-Length': String(input.body.length) },
    })
    outgoing.once('error', reject)
    outgoing.once('response', (answer) => {
      let size = 0
      answer.on('data', (part: Buffer) => {
        size += part.length
        if (size > ANSWER_LIMIT) outgoing.destroy(new Error('answer too large'))
      })
      answer.once('error', reject)
      answer.once('end', () => resolve(answer.statusCode ?? 0))
    })
    outgoing.end(input.body)
  })
}
