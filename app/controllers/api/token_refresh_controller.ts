import type { HttpContext } from '@adonisjs/core/http'
import { refreshAccess } from '#customers/actions/refresh_access'
import { answer } from '#transformers/answer'
import { tokenRefreshValidator } from '#validators/login'

/** A new access token for a session that is open (9.2). */
export default class TokenRefreshController {
  async store(ctx: HttpContext) {
    const { refresh } = await ctx.request.validateUsing(tokenRefreshValidator)
    answer(ctx, { access: await refreshAccess(refresh) })
  }
}
