import { statfs } from 'node:fs/promises'
import { freemem, totalmem } from 'node:os'
import { deadline } from '#shared/deadline'
import { row } from '#shared/rows'
import settings from '#start/env'

export interface Component {
  status: 'healthy' | 'unhealthy'
  response_time_ms?: number
}

const DEADLINE_MS = 2_000
const MB = 1024 * 1024
const LEAST_FREE_DISK = 100 * MB
const LEAST_FREE_MEMORY = 32 * MB
const LARGEST_SHARE = 0.95

/** Time of one look, or unhealthy when it fails or takes longer than the deadline. The cause is not told. */
export async function measured(look: () => unknown): Promise<Component> {
  const started = performance.now()
  try {
    await deadline(Promise.resolve(look()), DEADLINE_MS)
    const milliseconds = performance.now() - started
    return { status: 'healthy', response_time_ms: Math.round(milliseconds * 100) / 100 }
  } catch {
    return { status: 'unhealthy' }
  }
}

export const databaseHealth = () => measured(() => row('select 1'))
export const queueHealth = () => measured(() => row('select 1 from pgboss.version limit 1'))
export const diskHealth = () => measured(requireDisk)
export const memoryHealth = () => measured(requireMemory)

/** The answer of a health check: 503 when something vital is away. Rule: docs/rules/operations.md */
export function healthAnswer(healthy: boolean, services: Record<string, Component>) {
  const code = healthy ? 200 : 503
  return {
    success: healthy,
    code,
    message: healthy ? 'ok' : 'unhealthy',
    data: {
      status: healthy ? 'healthy' : 'unhealthy',
      timestamp: new Date().toISOString(),
      services,
    },
  }
}

async function requireDisk() {
  const { bavail, bsize } = await statfs(settings.media.root).catch(() => statfs('.'))
  if (bavail * bsize < LEAST_FREE_DISK) throw new Error('too little space on the disk')
}

/** A container ends by its own limit long before the machine is full. */
function requireMemory() {
  const limit = process.constrainedMemory()
  if (limit > 0 && limit < totalmem() && process.memoryUsage.rss() > limit * LARGEST_SHARE)
    throw new Error('the limit of memory is near')
  if (freemem() < LEAST_FREE_MEMORY) throw new Error('too little memory on the machine')
}
