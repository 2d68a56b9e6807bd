import type { HttpContext } from '@adonisjs/core/http'
import app from '@adonisjs/core/services/app'
import type { NextFn } from '@adonisjs/core/types/http'

/**
 * One JSON line per request: who, what, how it ended, how long it took; the request's logger adds its
 * id. Never bodies or queries.
 */
export default class AccessLogMiddleware {
  handle(ctx: HttpContext, next: NextFn) {
    const started = performance.now()
    const requestId = ctx.request.id()
    if (requestId) ctx.response.header('x-request-id', requestId)
    ctx.response.response.once('close', () => {
      ctx.logger.info(
        {
          method: ctx.request.method(),
          route: ctx.route?.pattern ?? 'unknown',
          status: ctx.response.response.statusCode,
          user_id: ctx.viewer?.id ?? null,
          duration_ms: Math.round((performance.now() - started) * 10) / 10,
        },
        'request'
      )
    })
    /** A client that keeps its connection busy must not keep a process that is ending. */
    if (app.isTerminating) ctx.response.header('connection', 'close')
    return next()
  }
}
