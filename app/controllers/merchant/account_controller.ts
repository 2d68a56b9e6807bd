import type { HttpContext } from '@adonisjs/core/http'
import User from '#models/user'
import { requireViewer } from '#middleware/viewer_context'
import { updateAccount } from '#staff/actions/update_account'
import { listSessions } from '#staff/queries/list_sessions'
import { sessionKey } from '#staff/session_store'
import {
  finish,
  PAGE_SIZES,
  preferredPageSize,
  refusal,
  renderPage,
} from '#transformers/console_page'
import { accountValidator } from '#validators/account'

/** One's own account: contacts, password, sessions, preferences. */
export default class AccountController {
  async show(ctx: HttpContext) {
    return renderAccount(ctx)
  }

  async update(ctx: HttpContext) {
    try {
      const input = await ctx.request.validateUsing(accountValidator)
      const { username, phone = null, email = null } = input
      await updateAccount({ username, phone, email }, requireViewer(ctx))
      finish(ctx, '/merchant/account', '更新成功')
    } catch (error) {
      const typed = ctx.request.only(['username', 'phone', 'email'])
      return renderAccount(ctx, { form: 'profile', typed, ...refusal(error) })
    }
  }
}

/** The account page; with `form`, that form shows what was refused. */
export async function renderAccount(ctx: HttpContext, refused: Record<string, unknown> = {}) {
  const viewer = requireViewer(ctx)
  const [user, sessions] = await Promise.all([User.findOrFail(viewer.id), listSessions(viewer.id)])
  const data = {
    account: { username: user.username, phone: user.phone ?? '', email: user.email ?? '' },
    sessions,
    currentKey: sessionKey(ctx.session.sessionId),
    pageSize: preferredPageSize(ctx),
    pageSizes: PAGE_SIZES.map((size) => ({ value: String(size), label: `${size} 条` })),
    ...refused,
  }
  const status = refused.errors ? 422 : 200
  return renderPage(ctx, { page: 'merchant/account/show' }, data, status)
}
