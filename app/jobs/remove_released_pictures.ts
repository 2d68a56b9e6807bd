import logger from '@adonisjs/core/services/logger'
import { removeReleasedPictures } from '#media/actions/remove_released_pictures'

/** Fails when a picture could not be removed, so that it is seen; the next run tries again. */
export async function removeReleasedPicturesJob(): Promise<void> {
  const { failures, ...counts } = await removeReleasedPictures()
  if (counts.removed > 0) logger.info(counts, 'pictures removed that nothing shows any more')
  if (failures.length > 0)
    throw new Error(`pictures not removed: ${failures.slice(0, 5).join(', ')}`)
}
