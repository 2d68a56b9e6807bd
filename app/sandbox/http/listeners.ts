import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One port on the loopback interface that can be shut and opened again under the same number. */
export class Listener {
  #server: Server
  port: number

  constructor(handler: RequestListener, port: number) {
    // The peers keep connections for longer than Node's default of five seconds; a reset of an idle one would be a fault nobody ordered.
    this.#server = createServer({ keepAliveTimeout: 65_000 }, handler)
    this.port = port
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  get isOpen(): boolean {
    return this.#server.listening
  }

  async open(): Promise<void> {
    if (this.#server.listening) return
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject)
      this.#server.listen(this.port, '127.0.0.1', () => {
        this.#server.off('error', reject)
        resolve()
      })
    })
    this.port = (this.#server.address() as AddressInfo).port
  }

  /** Refuses new connections and cuts the ones there are. */
  async close(): Promise<void> {
    if (!this.#server.listening) return
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()))
    this.#server.closeAllConnections()
    await closed
  }
}
