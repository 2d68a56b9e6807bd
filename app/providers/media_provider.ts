import type { ApplicationService } from '@adonisjs/core/types'
import { removeOldTemporaryFiles } from '#media/temporary_files'

/** Clears away the uploads that a killed web process left in the folder for temporary files. */
export default class MediaProvider {
  constructor(protected app: ApplicationService) {}

  async start() {
    const logger = await this.app.container.make('logger')
    /** Others share that folder: what cannot be removed there is no reason not to open the shop. */
    await removeOldTemporaryFiles().catch((error: unknown) => {
      logger.warn({ err: error }, 'old uploads were not removed')
    })
  }
}
