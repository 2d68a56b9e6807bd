import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import settings from '#start/env'
import { DomainError } from '#shared/domain_error'
import { origin } from '#transformers/origin'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/** Refuses writes that another site's page sends; a second guard beside the CSRF token. */
export default class SameOriginMiddleware {
  handle(ctx: HttpContext, next: NextFn) {
    const sent = ctx.request.header('origin')
    if (sent && !SAFE.has(ctx.request.method()) && !isTrusted(sent, origin(ctx)))
      throw new DomainError('FORBIDDEN', '请求来自其他网站，已被拒绝', { status: 403 })
    return next()
  }
}

function isTrusted(sent: string, own: string): boolean {
  return sent === own || settings.csrfTrustedOrigins.includes(sent)
}
