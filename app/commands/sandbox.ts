import { join } from 'node:path'
import { BaseCommand } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import type { Sandbox as RunningSandbox } from '#sandbox/server'

/**
 * Plays WeChat sign-in and WeChat Pay on `127.0.0.1:SANDBOX_PORT` until it is stopped (docs/rules/sandbox.md).
 * Reads SANDBOX_PORT, SANDBOX_KEYS_DIR, SANDBOX_SEED, SANDBOX_STATE, SANDBOX_NOTIFY_BASE and DEV_WECHAT_OPENID.
 */
export default class Sandbox extends BaseCommand {
  static commandName = 'sandbox'
  static description = '启动本地沙箱，代替微信登录与微信支付（仅用于开发、演示和测试）'
  static options: CommandOptions = { startApp: false, staysAlive: true }

  async run() {
    if (process.env.NODE_ENV === 'production') {
      await this.#giveUp('生产环境不能启动沙箱。请配置真实的微信参数。')
      return
    }
    try {
      this.#staysUntilStopped(await this.#start())
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error
      await this.#giveUp(`端口 ${this.#port} 已被占用。请设置其他 SANDBOX_PORT 后重试。`)
    }
  }

  get #port(): number {
    return Number(process.env.SANDBOX_PORT || 8600)
  }

  /** Imported here and not above: nothing of the sandbox may be loaded in production. */
  async #start(): Promise<RunningSandbox> {
    const { startSandbox } = await import('#sandbox/server')
    const { env } = process
    return startSandbox({
      port: this.#port,
      keysDir: this.app.makePath(env.SANDBOX_KEYS_DIR || join(env.DATA_DIR || '.data', 'sandbox')),
      seed: env.SANDBOX_SEED || undefined,
      stateFile: env.SANDBOX_STATE ? this.app.makePath(env.SANDBOX_STATE) : undefined,
      notifyBase: env.SANDBOX_NOTIFY_BASE || undefined,
      demoOpenid: env.DEV_WECHAT_OPENID || undefined,
    })
  }

  #staysUntilStopped(sandbox: RunningSandbox): void {
    this.logger.info(`沙箱已启动：${sandbox.url}/__sandbox`)
    const stop = async () => {
      await sandbox.close()
      await this.terminate()
    }
    for (const signal of ['SIGTERM', 'SIGINT', 'disconnect'] as const) {
      process.once(signal, () => void stop())
    }
    process.send?.({ isAdonisJS: true, environment: 'sandbox', port: sandbox.port })
  }

  async #giveUp(reason: string): Promise<void> {
    this.logger.error(reason)
    this.exitCode = 1
    await this.terminate()
  }
}
