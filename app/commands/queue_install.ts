import { BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

export default class QueueInstall extends BaseCommand {
  static commandName = 'queue:install'
  static description = '创建或更新后台任务队列（在 migration:run 之后运行）'
  static options: CommandOptions = { startApp: true }

  async run() {
    const { installQueues } = await import('#jobs/queues')
    const { DatabaseRefusal, reachDatabase } = await import('#database/reach')
    const { underUpgradeLock } = await import('#database/upgrade_lock')
    try {
      await reachDatabase(0)
      await underUpgradeLock(installQueues, (line) => this.logger.info(line))
    } catch (error) {
      if (!(error instanceof DatabaseRefusal)) throw error
      this.logger.error(error.message)
      this.exitCode = 1
      return
    }
    this.logger.success('任务队列已就绪')
  }
}
