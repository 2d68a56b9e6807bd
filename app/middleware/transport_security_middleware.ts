import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { isScraper } from '#operations/scraper'
import settings from '#start/env'

/** Sends http to https (told apart by the trusted proxy) and announces HSTS on https. */
export default class TransportSecurityMiddleware {
  handle({ request, response }: HttpContext, next: NextFn) {
    if (request.secure()) {
      if (settings.production && settings.ssl.hstsSeconds > 0)
        response.header('strict-transport-security', hsts())
      return next()
    }
    if (!settings.ssl.redirect || isInside(request)) return next()
    response
      .redirect()
      .status(308)
      .toPath(`https://${request.host()}${request.url(true)}`)
  }
}

/** Asked without TLS from beside this process: its health, its figures. */
function isInside(request: HttpContext['request']): boolean {
  const path = request.url()
  return path === '/healthz' || (path === '/metrics' && isScraper(request.request))
}

function hsts(): string {
  const { hstsSeconds, hstsIncludeSubdomains, hstsPreload } = settings.ssl
  return [
    `max-age=${hstsSeconds}`,
    ...(hstsIncludeSubdomains ? ['includeSubDomains'] : []),
    ...(hstsPreload ? ['preload'] : []),
  ].join('; ')
}
