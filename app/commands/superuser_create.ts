import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { DomainError } from '#shared/domain_error'

export default class SuperuserCreate extends BaseCommand {
  static commandName = 'superuser:create'
  static description = '创建超级管理员；加 --noinput 时从 SUPERUSER_* 环境变量读取'
  static options: CommandOptions = { startApp: true }

  @flags.boolean({
    flagName: 'noinput',
    description: '不提问，读取 SUPERUSER_USERNAME、SUPERUSER_EMAIL、SUPERUSER_PASSWORD',
  })
  declare noinput: boolean

  async run() {
    const { createSuperuser } = await import('#staff/actions/create_superuser')
    const answers = this.noinput ? this.fromEnvironment() : await this.ask()
    if (!answers) return this.refuse()
    try {
      const user = await createSuperuser(answers)
      this.logger.success(`已创建超级管理员 ${user.username}`)
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      this.logger.error(error.message)
      this.refuse()
    }
  }

  private refuse() {
    this.exitCode = 1
  }

  private fromEnvironment() {
    const {
      SUPERUSER_USERNAME: username,
      SUPERUSER_EMAIL: email = '',
      SUPERUSER_PASSWORD: password,
    } = process.env
    if (username && password) return { username, email, password }
    this.logger.error('缺少环境变量 SUPERUSER_USERNAME 或 SUPERUSER_PASSWORD')
    return null
  }

  private async ask() {
    const username = await this.prompt.ask('用户名', { name: 'username' })
    const email = await this.prompt.ask('邮箱（可留空）', { name: 'email' })
    const password = await this.prompt.secure('密码', { name: 'password' })
    const repeated = await this.prompt.secure('再次输入密码', { name: 'repeated' })
    if (password === repeated) return { username: username ?? '', email: email ?? '', password }
    this.logger.error('两次输入的密码不一致')
    return null
  }
}
