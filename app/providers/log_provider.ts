import type { ApplicationService } from '@adonisjs/core/types'
import { bufferedOutput } from '#config/logger'

/** Flushes what the buffered log still holds when the process ends. */
export default class LogProvider {
  constructor(protected app: ApplicationService) {}

  async shutdown() {
    bufferedOutput.flushSync()
  }
}
