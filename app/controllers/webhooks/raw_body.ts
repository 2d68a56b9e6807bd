import type { IncomingMessage } from 'node:http'

const LIMIT_BYTES = 64 * 1024

/**
 * The bytes exactly as they arrived, which is what a signature is about; null above 64 KiB. What is
 * beyond the limit is read all the same: otherwise it would stand before the next message on the line.
 */
export async function readRawBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += (chunk as Buffer).length
    if (size <= LIMIT_BYTES) chunks.push(chunk as Buffer)
  }
  return size <= LIMIT_BYTES ? Buffer.concat(chunks) : null
}
