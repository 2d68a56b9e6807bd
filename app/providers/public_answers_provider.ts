import type { ApplicationService } from '@adonisjs/core/types'
import { forgetAnswers, publicAnswers } from '#catalog/public_answers'
import { Announcements } from '#shared/announcements'
import settings from '#start/env'

/** Keeps the answers of the catalogue in a web process for as long as it hears what changes. */
export default class PublicAnswersProvider {
  #announcements: Announcements | undefined

  constructor(protected app: ApplicationService) {}

  /** Commands that only look at the routes start the application as well, but never the server. */
  async boot() {
    const emitter = await this.app.container.make('emitter')
    if (settings.answerCache) emitter.once('http:server_ready', () => this.#listen())
  }

  async #listen() {
    const { host, port, user, password, name } = settings.database
    const logger = await this.app.container.make('logger')
    this.#announcements = new Announcements(
      { host, port, user, password, database: name },
      {
        heard: forgetAnswers,
        connected: () => publicAnswers.open(),
        lost: (cause) => {
          publicAnswers.close()
          if (cause) logger.warn({ err: cause }, 'changes of the catalogue are not heard')
        },
      }
    )
    await this.#announcements.start()
  }

  async shutdown() {
    await this.#announcements?.stop()
  }
}
