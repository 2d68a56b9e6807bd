import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

/**
 * Takes the place of Lucid's command: it waits for another process that migrates, asks nothing in
 * production, and does no harm twice. Rule: docs/rules/migrations.md
 */
export default class MigrationRun extends BaseCommand {
  static commandName = 'migration:run'
  static description = '升级数据库结构；可以重复运行，也可以在旧版本仍在服务时运行'
  static options: CommandOptions = { startApp: true }

  @flags.boolean({ description: '不再需要：生产环境不会询问' })
  declare force: boolean

  @flags.boolean({
    description: '升级后更新 database/schema.ts（仅开发环境）',
    showNegatedVariantInHelp: true,
    default: true,
  })
  declare schemaGenerate: boolean

  /** migration:fresh and migration:refresh hand their own on. */
  @flags.string({ alias: 'c', description: '数据库连接的名称' })
  declare connection: string

  @flags.boolean({ description: '只显示结果' })
  declare compactOutput: boolean

  async run() {
    const { migrate } = await import('#database/migrate')
    const { DatabaseRefusal, reachDatabase } = await import('#database/reach')
    try {
      await reachDatabase(0)
      const count = await migrate({
        say: (line) => this.logger.info(line),
        applied: (name) => this.compactOutput || this.logger.success(`已执行 ${name}`),
      })
      this.logger.info(count > 0 ? `数据库结构已升级（${count} 步）` : '数据库结构已是最新')
    } catch (error) {
      if (!(error instanceof DatabaseRefusal)) throw error
      this.logger.error(error.message)
      this.exitCode = 1
      return
    }
    if (!this.schemaGenerate || this.app.inProduction) return
    const { exitCode, error } = await this.kernel.exec('schema:generate', ['--compact-output'])
    this.exitCode = exitCode
    this.error = error
  }
}
