import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/** Two containers that start together may both run it: one does the work, the other one waits. */
export default class ShopPrepare extends BaseCommand {
  static commandName = 'shop:prepare'
  static description = '升级数据库结构、创建任务队列；加 --seed 时向空数据库写入演示数据'
  static options: CommandOptions = { startApp: true }

  @flags.boolean({ description: '数据库为空时写入演示数据并创建演示管理员' })
  declare seed: boolean

  @flags.string({
    description: '等待数据库可以连接，最多多少秒；不写秒数时为 60',
    allowEmptyValue: true,
  })
  declare wait: string

  async run() {
    const seconds = this.wait === undefined ? 0 : this.wait === '' ? 60 : Number(this.wait)
    if (!(Number.isInteger(seconds) && seconds >= 0 && seconds <= 3_600))
      return this.refuse('--wait 应为 0 到 3600 之间的整数（秒）')
    const { DatabaseRefusal, reachDatabase } = await import('#database/reach')
    const { underUpgradeLock } = await import('#database/upgrade_lock')
    const say = (line: string) => this.logger.info(line)
    try {
      await reachDatabase(seconds, say)
      await underUpgradeLock(() => this.upgrade(say), say)
    } catch (error) {
      if (!(error instanceof DatabaseRefusal)) throw error
      this.refuse(error.message)
    }
  }

  private async upgrade(say: (line: string) => void) {
    const { applyPending } = await import('#database/migrate')
    const { installQueues } = await import('#jobs/queues')
    const count = await applyPending({ say })
    say(count > 0 ? `数据库结构已升级（${count} 步）` : '数据库结构已是最新')
    await installQueues()
    say('任务队列已就绪')
    if (!this.seed) return
    const { default: DemoSeeder, ensureAdministrator } =
      await import('#database/seeders/demo_seeder')
    if (await DemoSeeder.isNeeded()) {
      say('正在写入演示数据')
      await DemoSeeder.seed(say)
    }
    await ensureAdministrator(say)
  }

  private refuse(message: string) {
    this.logger.error(message)
    this.exitCode = 1
  }
}
