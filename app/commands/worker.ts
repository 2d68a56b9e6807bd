import { BaseCommand } from '@adonisjs/core/ace'
import type { Logger } from '@adonisjs/core/logger'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import type { PgBoss } from 'pg-boss'

export default class Worker extends BaseCommand {
  static commandName = 'worker'
  static description = '运行后台任务和定时任务'
  static options: CommandOptions = { startApp: true, staysAlive: true }

  declare boss: PgBoss
  declare watching: { stop: () => Promise<void> }
  declare listener: { stop: () => Promise<void> } | undefined

  prepare() {
    this.app.terminating(async () => {
      await Promise.all([
        this.watching?.stop(),
        this.boss?.stop({ graceful: true, timeout: 15_000 }),
      ])
      await this.listener?.stop()
    })
  }

  /** A worker that cannot begin ends with 1, so that whoever supervises it tries again. */
  async run() {
    /** JSON lines like those of the web process, not ace's words for people. */
    const logger = await this.app.container.make('logger')
    try {
      await this.#begin(logger)
    } catch (error) {
      logger.fatal({ err: error }, 'worker could not begin')
      this.exitCode = 1
      await this.terminate()
    }
  }

  async #begin(logger: Logger) {
    const { workerBoss } = await import('#jobs/queues')
    const { startWorking } = await import('#jobs/working')
    const { startWatching } = await import('#jobs/watching')
    this.boss = workerBoss()
    this.boss.on('error', (error) => logger.error({ err: error }, 'queue failed'))
    await this.boss.start()
    await this.#listen()
    await startWorking(this.boss)
    const { applyInboxJob } = await import('#jobs/apply_inbox')
    await applyInboxJob()
    this.watching = startWatching()
    logger.info('worker ready')
    process.send?.({ isAdonisJS: true, environment: 'worker' })
    process.channel?.unref()
  }

  /** Only where a port is given: nobody else needs to reach a worker. */
  async #listen() {
    const { default: settings } = await import('#start/env')
    if (settings.workerPort === null) return
    const { listenForOperators } = await import('#operations/worker_listener')
    this.listener = await listenForOperators(this.boss, settings.host, settings.workerPort)
  }
}
