import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import logger from '@adonisjs/core/services/logger'
import type { PgBoss } from 'pg-boss'
import { registry } from '#operations/registry'
import { isScraper } from '#operations/scraper'
import { workerFigures } from '#operations/worker_figures'
import { workerHealth } from '#operations/worker_health'

interface Answer {
  status: number
  type: string
  body: string
}

const NOTHING: Answer = { status: 404, type: 'text/plain; charset=utf-8', body: '' }

/**
 * `/healthz` and `/metrics` of a worker, which has no other address. Rule: docs/rules/operations.md
 * @throws Error when the port is taken
 */
export async function listenForOperators(boss: PgBoss, host: string, port: number) {
  const server = createServer((request, response) => void answer(boss, request, response))
  server.listen(port, host)
  await once(server, 'listening')
  return {
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function answer(boss: PgBoss, request: IncomingMessage, response: ServerResponse) {
  let found: Answer
  try {
    found = await answerTo(boss, request)
  } catch (error) {
    logger.error({ err: error }, 'unexpected error')
    found = { ...NOTHING, status: 500 }
  }
  const { status, type, body } = found
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' })
  response.end(request.method === 'HEAD' ? undefined : body)
}

async function answerTo(boss: PgBoss, request: IncomingMessage): Promise<Answer> {
  const path = request.url?.split('?', 1)[0]
  if (request.method !== 'GET' && request.method !== 'HEAD') return NOTHING
  if (path === '/healthz') {
    const health = await workerHealth(boss)
    const body = JSON.stringify(health)
    return { status: health.code, type: 'application/json; charset=utf-8', body }
  }
  if (path === '/metrics' && isScraper(request))
    return { status: 200, type: registry.contentType, body: await workerFigures() }
  return NOTHING
}
