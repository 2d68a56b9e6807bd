import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

export default class DbSeed extends BaseCommand {
  static commandName = 'db:seed'
  static description = '写入演示数据（商品、图片、顾客）；生产环境必须加 --force'
  static options: CommandOptions = { startApp: true }

  @flags.boolean({ description: '允许在生产环境写入' })
  declare force: boolean

  @flags.number({ description: '另外生成多少件批量商品，用于压力测试' })
  declare products: number

  @flags.number({ description: '批量商品分布在多少个子品类中', default: 100 })
  declare categories: number

  @flags.number({ description: '批量商品中三分之一带规格，每件几个规格（0 到 5）', default: 2 })
  declare skus: number

  async run() {
    const { default: settings } = await import('#start/env')
    if (settings.production && !this.force)
      return this.refuse('生产环境不写入演示数据；确实需要时加 --force')
    if (this.products !== undefined && !(this.products > 0 && this.products <= 1_000_000))
      return this.refuse('--products 应为 1 到 1000000 之间的整数')
    if (!(this.skus >= 0 && this.skus <= 5)) return this.refuse('--skus 应为 0 到 5 之间的整数')
    const { default: DemoSeeder, ensureAdministrator } =
      await import('#database/seeders/demo_seeder')
    if (await DemoSeeder.isNeeded()) {
      /** Demo orders go the way of real ones, which leave work in the queues. */
      const { installQueues } = await import('#jobs/queues')
      await installQueues()
      await DemoSeeder.seed((line) => this.logger.info(line))
      await ensureAdministrator((line) => this.logger.info(line))
    } else if (this.products === undefined) this.logger.info('商城已有数据，没有写入任何内容')
    if (this.products === undefined) return
    const { seedBulkCatalogue } = await import('#database/seeders/bulk_catalogue')
    await seedBulkCatalogue({
      products: this.products,
      categories: this.categories,
      skus: this.skus,
    })
    this.logger.success(`已生成 ${this.products} 件批量商品`)
  }

  private refuse(message: string) {
    this.logger.error(message)
    this.exitCode = 1
  }
}
