import type { HttpContext } from '@adonisjs/core/http'
import { clientAddress } from '#middleware/viewer_context'
import { DomainError } from '#shared/domain_error'
import { readText } from '#shared/paging'
import type { UserRole } from '#shared/labels'
import { signInStaff } from '#staff/actions/sign_in_staff'
import { deviceName } from '#staff/device_name'
import { landingPath } from '#staff/menu'
import { nextPath } from '#staff/next_path'
import { newMark, STAFF_MARK } from '#staff/session_mark'
import { renderPage } from '#transformers/console_page'

const PAGE = { page: 'merchant/session/create' }

/** Sign-in and sign-out of staff; the role decides where one lands. */
export default class SessionController {
  async create(ctx: HttpContext) {
    if (ctx.viewer) return ctx.response.redirect().toPath(landingPath(ctx.viewer.role))
    return renderPage(ctx, PAGE, { username: '', next: readText(ctx.request.input('next'), 2000) })
  }

  async store(ctx: HttpContext) {
    const username = readText(ctx.request.input('username'), 150)
    const next = readText(ctx.request.input('next'), 2000)
    const password: unknown = ctx.request.input('password')
    try {
      if (username === '' || typeof password !== 'string' || password === '')
        throw missing(username, password)
      const input = {
        username,
        password: password.slice(0, 1000),
        requestId: ctx.request.id() ?? '',
      }
      const user = await signInStaff({ ...input, ip: clientAddress(ctx) })
      await ctx.auth.use('web').login(user)
      const device = deviceName(ctx.request.header('user-agent') ?? '')
      ctx.session.put(STAFF_MARK, newMark(user.tokenVersion, device, clientAddress(ctx)))
      ctx.session.flash('toasts', [{ tone: 'success', message: '登录成功' }])
      ctx.response
        .redirect()
        .status(303)
        .toPath(nextPath(next, user.role as UserRole))
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      const { fields: errors = {}, retryAfter } = error.options
      if (retryAfter) ctx.response.header('retry-after', String(retryAfter))
      const notice = Object.keys(errors).length > 0 ? '' : error.message
      return renderPage(ctx, PAGE, { username, next, errors, notice }, error.status)
    }
  }

  async destroy(ctx: HttpContext) {
    await ctx.auth.use('web').logout()
    ctx.session.clear()
    ctx.session.regenerate()
    ctx.session.flash('toasts', [{ tone: 'success', message: '已退出登录' }])
    ctx.response.redirect().status(303).toPath('/merchant/login')
  }
}

function missing(username: string, password: unknown): DomainError {
  const fields: Record<string, string[]> = {}
  if (username === '') fields.username = ['请输入用户名']
  if (typeof password !== 'string' || password === '') fields.password = ['请输入密码']
  return new DomainError('VALIDATION_ERROR', '请检查标红的字段', { status: 422, fields })
}
