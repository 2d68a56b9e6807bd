import type { HttpContext } from '@adonisjs/core/http'
import { requireViewer } from '#middleware/viewer_context'
import { renderAccount } from '#controllers/merchant/account_controller'
import { changePassword } from '#staff/actions/change_password'
import { STAFF_MARK, type StaffSessionMark } from '#staff/session_mark'
import { finish, refusal } from '#transformers/console_page'
import { passwordValidator } from '#validators/account'

/** Changing one's own password: this session goes on under a new id, every other one ends. */
export default class AccountPasswordController {
  async update(ctx: HttpContext) {
    try {
      const input = await ctx.request.validateUsing(passwordValidator)
      const { current_password: current, password, password_confirmation: confirmation } = input
      const user = await changePassword({ current, password, confirmation }, requireViewer(ctx))
      const mark = ctx.session.get(STAFF_MARK) as StaffSessionMark
      ctx.session.put(STAFF_MARK, { ...mark, version: user.tokenVersion })
      ctx.session.regenerate()
      finish(ctx, '/merchant/account', '密码已修改，其他设备需要重新登录')
    } catch (error) {
      return renderAccount(ctx, { form: 'password', ...refusal(error) })
    }
  }
}
