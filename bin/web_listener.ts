import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { Server as NetServer, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/** Longer than a proxy keeps a connection for its next request, so that never both let go at once. */
const KEEP_ALIVE_MS = 75_000
const HEADERS_MS = 80_000

/**
 * The HTTP server of a web process, and its orderly end. A proxy that keeps connections learns of the
 * end only by an answer: whatever it sends until it lets go of an idle connection has to be answered.
 * Rule: docs/rules/operations.md
 */
export class WebListener {
  #server: Server | undefined
  #sockets = new Set<Socket>()

  create(handle: RequestListener): Server {
    const server = createServer(handle)
    server.keepAliveTimeout = KEEP_ALIVE_MS
    server.headersTimeout = HEADERS_MS
    server.on('connection', (socket) => {
      this.#sockets.add(socket)
      socket.once('close', () => this.#sockets.delete(socket))
    })
    this.#server = server
    return server
  }

  /**
   * Takes no connection from now on and makes every answer the last of its connection. Connections
   * without a request are closed after the grace. Resolves when the last one is gone.
   */
  async close(inFlight: ReadonlySet<ServerResponse>, graceMs: number): Promise<void> {
    if (!this.#server) return
    const server = this.#server
    /** `close` of the HTTP server itself would cut idle connections at once. */
    const closed = new Promise<void>((resolve) => {
      NetServer.prototype.close.call(server, () => resolve())
    })
    server.prependListener('request', (_request, response) => {
      response.setHeader('connection', 'close')
    })
    /** for those whose answer has begun and promised more: the server itself lets go of them in time */
    server.keepAliveTimeout = Math.max(1, graceMs)
    const promised = lastOnes(inFlight)
    await Promise.race([closed, pause(graceMs, undefined, { ref: false })])
    const kept = new Set([...promised, ...socketsOf(inFlight)])
    for (const socket of this.#sockets) if (!kept.has(socket)) socket.destroy()
    await closed
  }
}

/** Tells those who wait that no more follows; answers the connections that were told otherwise before. */
function lastOnes(inFlight: ReadonlySet<ServerResponse>) {
  const begun = [...inFlight].filter(({ headersSent }) => headersSent)
  for (const response of inFlight)
    if (!response.headersSent) response.setHeader('connection', 'close')
  return socketsOf(begun)
}

const socketsOf = (responses: Iterable<ServerResponse>) =>
  [...responses].map(({ socket }) => socket)
