import { statfs } from 'node:fs/promises'
import type { HttpContext } from '@adonisjs/core/http'
import { row } from '#shared/rows'
import settings from '#start/env'

interface Component {
  status: 'healthy' | 'unhealthy'
  response_time_ms?: number
}

const DEADLINE_MS = 2000

/** `/healthz`: 200 with a status per component, 503 when the database is away. No causes, no secrets. */
export default class HealthController {
  async show({ response }: HttpContext) {
    const [database, queue, disk] = await Promise.all([
      measured(() => row('select 1')),
      measured(() => row('select 1 from pgboss.version limit 1')),
      measured(freeDisk),
    ])
    const memory = await measured(async () => process.memoryUsage.rss())
    const healthy = database.status === 'healthy'
    response.status(healthy ? 200 : 503).header('cache-control', 'no-store')
    return {
      success: healthy,
      code: healthy ? 200 : 503,
      message: healthy ? 'ok' : 'unhealthy',
      data: {
        status: healthy ? 'healthy' : 'unhealthy',
        timestamp: new Date().toISOString(),
        services: { database, cache: database, queue, disk, memory },
      },
    }
  }
}

async function freeDisk() {
  const { bavail, bsize } = await statfs(settings.media.root).catch(() => statfs('.'))
  if (bavail * bsize < 100 * 1024 * 1024) throw new Error('less than 100 MB free')
}

/** Time of one look, or unhealthy when it fails or takes longer than the deadline. */
async function measured(look: () => Promise<unknown>): Promise<Component> {
  const started = performance.now()
  let timer: NodeJS.Timeout | undefined
  const deadline = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('deadline')), DEADLINE_MS)
  })
  try {
    await Promise.race([look(), deadline])
    return {
      status: 'healthy',
      response_time_ms: Math.round((performance.now() - started) * 100) / 100,
    }
  } catch {
    return { status: 'unhealthy' }
  } finally {
    clearTimeout(timer)
  }
}
