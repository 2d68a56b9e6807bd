import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { identifyCaller, invalidToken } from '#middleware/viewer_context'

/**
 * Public pages: a token is optional, but one that is no longer valid is refused. Serving such a
 * request as a visitor would show retail prices to a dealer. Rule: docs/rules/customers.md
 */
export default class VisitorMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const caller = await identifyCaller(ctx)
    if (caller === 'refused') throw invalidToken()
    ctx.viewer = caller === 'nobody' ? null : caller
    return next()
  }
}
