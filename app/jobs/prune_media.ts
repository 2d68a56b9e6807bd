import logger from '@adonisjs/core/services/logger'
import { pruneMedia } from '#media/actions/prune_media'

/** Fails when something could not be removed, so that it is seen; the next run tries again. */
export async function pruneMediaJob(): Promise<void> {
  const result = await pruneMedia()
  if (result === 'busy') return
  const { failures, ...counts } = result
  logger.info(counts, 'media pruned')
  if (failures.length > 0) throw new Error(`media not pruned: ${failures.slice(0, 5).join(', ')}`)
}
