import { Agent, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { text } from 'node:stream/consumers'
import { responseTo } from '#tests/helpers/response'

export interface Asked {
  method: 'GET' | 'POST'
  path: string
  headers: Record<string, string>
  body?: string
}

export interface Load {
  answered: Record<string, number>
  failures: string[]
  /** ends the clients after the request each has in hand */
  stop: () => Promise<void>
}

/** A person at a phone does not ask without a breath; eight of them ask some 150 times a second. */
const BREATH_MS = 40

/**
 * Clients that each keep one connection and ask one thing after the other. Everything from 500 on, and
 * every connection that breaks, is a failure; so is an answer that `accepts` does not expect.
 */
export function startLoad(
  port: number,
  {
    clients,
    next,
    accepts,
  }: {
    clients: number
    next: (client: number, turn: number) => Asked
    accepts: (asked: Asked, status: number) => boolean
  }
): Load {
  const load = { answered: {} as Record<string, number>, failures: [] as string[] }
  let ended = false

  async function run(client: number) {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    for (let turn = 0; !ended; turn++) {
      const asked = next(client, turn)
      const { method, path, headers, body } = asked
      try {
        const outgoing = request({ host: '127.0.0.1', port, agent, method, path, headers })
        outgoing.end(body)
        const response = await responseTo(outgoing)
        const status = response.statusCode ?? 0
        const answer = await text(response)
        load.answered[`${method} ${status}`] = (load.answered[`${method} ${status}`] ?? 0) + 1
        if (!accepts(asked, status)) load.failures.push(`${method} ${path}: ${status} ${answer}`)
      } catch (error) {
        load.failures.push(`${method} ${path}: ${(error as Error).message}`)
      }
      await pause(BREATH_MS)
    }
    agent.destroy()
  }

  const running = Array.from({ length: clients }, (_, client) => run(client))
  return {
    ...load,
    stop: async () => {
      ended = true
      await Promise.all(running)
    },
  }
}
