import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

export default class ShopPrepare extends BaseCommand {
  static commandName = 'shop:prepare'
  static description = '升级数据库结构、创建任务队列；加 --seed 时向空数据库写入演示数据'
  static options: CommandOptions = { startApp: true }

  @flags.boolean({ description: '数据库为空时写入演示数据并创建演示管理员' })
  declare seed: boolean

  async run() {
    const { migrate } = await import('#database/migrate')
    const { installQueues } = await import('#jobs/queues')
    const applied = await migrate()
    this.logger.info(applied > 0 ? `数据库结构已升级（${applied} 步）` : '数据库结构已是最新')
    await installQueues()
    this.logger.info('任务队列已就绪')
    if (!this.seed) return
    const { default: DemoSeeder, ensureAdministrator } =
      await import('#database/seeders/demo_seeder')
    const report = (line: string) => this.logger.info(line)
    if (await DemoSeeder.isNeeded()) {
      this.logger.info('正在写入演示数据')
      await DemoSeeder.seed(report)
    }
    await ensureAdministrator(report)
  }
}
