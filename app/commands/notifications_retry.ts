import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

export default class NotificationsRetry extends BaseCommand {
  static commandName = 'notifications:retry'
  static description = '立即发送到期的微信订阅消息，并重试 30 分钟内因配置或网络失败的消息'
  static options: CommandOptions = { startApp: true }

  @flags.boolean({ description: '只统计将要发送的消息，不做任何改动' })
  declare dryRun: boolean

  async run() {
    if (this.dryRun) await this.#count()
    else await this.#retry()
  }

  async #count() {
    const { countRetryable } = await import('#messaging/actions/retry_notifications')
    const { due, curable } = await countRetryable()
    this.logger.info(`试运行：${due} 条等待发送，${curable} 条发送失败可以重试，没有做任何改动`)
  }

  async #retry() {
    const { retryNotifications } = await import('#messaging/actions/retry_notifications')
    const { sent, refused, skipped, failed, later } = await retryNotifications()
    this.logger.success(
      `已发送 ${sent} 条，客户未授权 ${refused} 条，无需发送 ${skipped} 条，` +
        `稍后自动重试 ${later} 条，未能发送 ${failed} 条`
    )
    if (failed > 0) this.exitCode = 1
  }
}
