import type { ApplicationService } from '@adonisjs/core/types'
import { bufferedOutput } from '#config/logger'
import { statementChannel } from '#shared/rows'
import settings from '#start/env'

/** Logs statements where that is wanted, and flushes what the buffered log still holds at the end. */
export default class LogProvider {
  constructor(protected app: ApplicationService) {}

  /** `DB_LOG_LEVEL=debug`: texts only, never values. */
  async boot() {
    if (!settings.log.sql) return
    const logger = await this.app.container.make('logger')
    statementChannel.subscribe((statement) => logger.info(statement as object, 'sql'))
  }

  async shutdown() {
    bufferedOutput.flushSync()
  }
}
