import type { ApplicationService } from '@adonisjs/core/types'
import { removeOldTemporaryFiles } from '#media/temporary_files'

/** Clears away the uploads that a killed web process left in the folder for temporary files. */
export default class MediaProvider {
  constructor(protected app: ApplicationService) {}

  async start() {
    await removeOldTemporaryFiles()
  }
}
