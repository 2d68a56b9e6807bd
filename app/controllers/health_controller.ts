import type { HttpContext } from '@adonisjs/core/http'
import {
  databaseHealth,
  diskHealth,
  healthAnswer,
  memoryHealth,
  queueHealth,
} from '#operations/health'

let looking: Promise<ReturnType<typeof healthAnswer>> | undefined

/** `/healthz`: 200 with a status per component, 503 when the database is away. No causes, no secrets. */
export default class HealthController {
  async show({ response }: HttpContext) {
    const answer = await look()
    response.status(answer.code).header('cache-control', 'no-store')
    return answer
  }
}

/** Nothing limits how often this is asked, so those who ask at one moment share a look at the database. */
function look() {
  looking ??= lookOnce().finally(() => {
    looking = undefined
  })
  return looking
}

async function lookOnce() {
  const [database, queue, disk, memory] = await Promise.all([
    databaseHealth(),
    queueHealth(),
    diskHealth(),
    memoryHealth(),
  ])
  /** What processes share, counters and sessions, is in the database as well. */
  return healthAnswer(database.status === 'healthy', {
    ...{ database, cache: database, queue, disk, memory },
  })
}
