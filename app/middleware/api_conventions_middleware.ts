import type { HttpContext } from '@adonisjs/core/http'
import logger from '@adonisjs/core/services/logger'
import type { NextFn } from '@adonisjs/core/types/http'
import { isApiPath } from '#exceptions/api_error'

/** What a proxy may hand us as the id of a request; anything else gets one of our own. */
const PLAIN_ID = /^[\w.-]{1,64}$/

/**
 * What holds for every path under `/api`, known or not: answers are JSON and nothing else, and those to a
 * token are for its holder alone.
 */
export default class ApiConventionsMiddleware {
  handle(ctx: HttpContext, next: NextFn) {
    ctx.viewer = null
    replaceStrangeId(ctx)
    const { request, response } = ctx
    if (isApiPath(request.url())) {
      request.request.headers.accept = 'application/json'
      response.header('x-content-type-options', 'nosniff')
      if (request.header('authorization')) response.header('cache-control', 'no-store')
    }
    return next()
  }
}

/** The request's logger was made with the id that came in, so it is made anew as well. */
function replaceStrangeId(ctx: HttpContext) {
  const { request } = ctx
  if (PLAIN_ID.test(request.header('x-request-id') ?? '')) return
  delete request.request.headers['x-request-id']
  ctx.logger = logger.child({ request_id: request.id() })
}
