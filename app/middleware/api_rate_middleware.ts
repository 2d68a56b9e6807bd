import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { countRequest } from '#customers/limits'
import { clientAddress, identifyCaller } from '#middleware/viewer_context'
import settings from '#start/env'

/**
 * The general limits, in production only: by user, else by address. A refused token counts as a
 * visitor, so that guessing tokens is slow. Rule: docs/rules/limits.md
 */
export default class ApiRateMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    if (settings.production) {
      const caller = await identifyCaller(ctx)
      await countRequest({
        method: ctx.request.method(),
        path: ctx.request.url(),
        ip: clientAddress(ctx),
        userId: typeof caller === 'string' ? null : caller.id,
      })
    }
    return next()
  }
}
