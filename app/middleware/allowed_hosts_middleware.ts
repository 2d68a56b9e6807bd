import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import settings from '#start/env'
import { isScraper } from '#operations/scraper'
import { DomainError } from '#shared/domain_error'

/**
 * Refuses requests for hosts that are not ours. Exempt are those who call this process by whatever name
 * it has beside them: the health check on loopback, and the scraper of the figures.
 */
export default class AllowedHostsMiddleware {
  handle({ request }: HttpContext, next: NextFn) {
    if (settings.allowedHosts.length > 0 && !isAllowed(request.hostname()))
      if (!isExempt(request)) throw new DomainError('VALIDATION_ERROR', '不支持的访问域名')
    return next()
  }
}

function isAllowed(host: string | null): boolean {
  if (!host) return false
  const name = host.toLowerCase()
  return settings.allowedHosts.some((entry) => {
    const allowed = entry.toLowerCase()
    if (allowed === '*') return true
    return allowed.startsWith('.')
      ? name === allowed.slice(1) || name.endsWith(allowed)
      : name === allowed
  })
}

function isExempt({ request }: HttpContext['request']): boolean {
  const path = request.url?.split('?', 1)[0]
  if (path === '/metrics') return isScraper(request)
  return path === '/healthz' && isLoopback(request.socket.remoteAddress)
}

function isLoopback(address: string | undefined): boolean {
  return !!address && /^(::1|::ffff:127\.|127\.)/.test(address)
}
