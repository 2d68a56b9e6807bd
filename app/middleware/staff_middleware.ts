import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { DomainError } from '#shared/domain_error'
import type { UserRole } from '#shared/labels'
import { isFragment } from '#transformers/console_page'

/**
 * Lets in who is signed in at the console; with `roles`, only those. A page leads to the sign-in page
 * and back; a fragment answers 401, so that no sign-in page lands inside a list.
 */
export default class StaffMiddleware {
  async handle(ctx: HttpContext, next: NextFn, options: { roles?: UserRole[] } = {}) {
    if (!ctx.viewer) {
      if (isFragment(ctx) || ctx.request.method() !== 'GET')
        throw new DomainError('UNAUTHORIZED', '登录状态已失效，请再次登录', { status: 401 })
      const path = ctx.request.url(true)
      const back = path === '/merchant/admin' ? '' : `?next=${encodeURIComponent(path)}`
      return ctx.response.redirect().toPath(`/merchant/login${back}`)
    }
    if (options.roles && !options.roles.includes(ctx.viewer.role))
      throw new DomainError('FORBIDDEN', '您的账号没有打开此页面的权限', { status: 403 })
    return next()
  }
}
