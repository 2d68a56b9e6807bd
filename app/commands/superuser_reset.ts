import { BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'
import { DomainError } from '#shared/domain_error'

export default class SuperuserReset extends BaseCommand {
  static commandName = 'superuser:reset'
  static description = '为已有的超级管理员设置新密码，并结束其所有登录'
  static options: CommandOptions = { startApp: true }

  @flags.string({ description: '用户名' })
  declare username?: string

  @flags.number({ description: '用户编号' })
  declare id?: number

  async run() {
    const { resetSuperuser } = await import('#staff/actions/reset_superuser')
    const { listSuperusers } = await import('#staff/queries/list_superusers')
    const found = await listSuperusers({ username: this.username, id: this.id })
    if (found.length === 0) return this.refuse('没有符合条件的超级管理员')
    if (found.length > 1) {
      for (const { id, username } of found) this.logger.info(`${id}  ${username}`)
      return this.refuse('有多个超级管理员，请用 --id 指定')
    }
    const [{ id, username }] = found
    const password = await this.prompt.secure(`${username} 的新密码`, { name: 'password' })
    const repeated = await this.prompt.secure('再次输入新密码', { name: 'repeated' })
    if (password !== repeated) return this.refuse('两次输入的密码不一致')
    try {
      await resetSuperuser(id, password)
      this.logger.success(`已为 ${username} 设置新密码，其所有登录已结束`)
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      this.refuse(error.message)
    }
  }

  private refuse(message: string) {
    this.logger.error(message)
    this.exitCode = 1
  }
}
