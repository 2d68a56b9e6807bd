import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { countRequest, inFlight } from '#operations/requests'

/**
 * One JSON line per request: who, what, how it ended, how long it took; the request's logger adds its
 * id. Never bodies or queries. The figures count the same end, so that a request is looked at once.
 */
export default class AccessLogMiddleware {
  handle(ctx: HttpContext, next: NextFn) {
    const started = performance.now()
    const requestId = ctx.request.id()
    if (requestId) ctx.response.header('x-request-id', requestId)
    const { response } = ctx.response
    inFlight.add(response)
    response.once('close', () => {
      const milliseconds = performance.now() - started
      const method = ctx.request.method()
      const route = ctx.route?.pattern
      inFlight.delete(response)
      countRequest(method, route, response, milliseconds)
      ctx.logger.info(
        {
          method,
          route: route ?? 'unknown',
          status: response.statusCode,
          user_id: ctx.viewer?.id ?? null,
          duration_ms: Math.round(milliseconds * 10) / 10,
        },
        'request'
      )
    })
    return next()
  }
}
