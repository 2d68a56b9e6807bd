import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

/** What a proxy may hand us as the id of a request; anything else gets one of our own. */
const PLAIN_ID = /^[\w.-]{1,64}$/
const OVERRIDABLE = new Set(['PATCH', 'PUT', 'DELETE'])

/**
 * What holds for every path under `/api`, known or not: answers are JSON, and a runtime that cannot
 * send PATCH may send POST with `X-HTTP-Method-Override`.
 */
export default class ApiConventionsMiddleware {
  handle(ctx: HttpContext, next: NextFn) {
    ctx.viewer = null
    const { request } = ctx
    const requestId = request.header('x-request-id')
    if (requestId && !PLAIN_ID.test(requestId)) delete request.request.headers['x-request-id']
    if (request.url().startsWith('/api')) {
      request.request.headers.accept = 'application/json'
      const override = request.header('x-http-method-override')?.toUpperCase()
      if (override && request.method() === 'POST' && OVERRIDABLE.has(override))
        request.request.method = override
    }
    return next()
  }
}
