import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Upstream {
  port: number
  server: Server
  close: () => Promise<void>
}

/** A small real server in the place of the shop, for what the shop itself cannot be made to do. */
export async function startUpstream(
  answer: RequestListener,
  port = 0,
  host = '127.0.0.1'
): Promise<Upstream> {
  const server = createServer({ keepAliveTimeout: 75_000 }, answer).listen(port, host)
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    server,
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
