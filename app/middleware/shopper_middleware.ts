import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { DomainError } from '#shared/domain_error'
import { identifyCaller, invalidToken } from '#middleware/viewer_context'

/** Lets in who holds a valid access token, whatever the role. Rule: docs/rules/customers.md */
export default class ShopperMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const caller = await identifyCaller(ctx)
    if (caller === 'refused') throw invalidToken()
    if (caller === 'nobody') throw new DomainError('UNAUTHORIZED', '请先登录', { status: 401 })
    ctx.viewer = caller
    return next()
  }
}
