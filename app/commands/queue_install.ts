import { BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

export default class QueueInstall extends BaseCommand {
  static commandName = 'queue:install'
  static description = '创建或更新后台任务队列（在 migration:run 之后运行）'
  static options: CommandOptions = { startApp: true }

  async run() {
    const { installQueues } = await import('#jobs/queues')
    await installQueues()
    this.logger.success('任务队列已就绪')
  }
}
