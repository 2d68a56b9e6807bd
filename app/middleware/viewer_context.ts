import ipaddr from 'ipaddr.js'
import type { HttpContext } from '@adonisjs/core/http'
import { findViewer } from '#customers/queries/find_viewer'
import { DomainError } from '#shared/domain_error'
import type { Viewer } from '#shared/viewer'

declare module '@adonisjs/core/http' {
  interface HttpContext {
    /** the shopper behind the access token; null for visitors and on routes that ask for none */
    viewer: Viewer | null
  }
}

/** `nobody` sent no token; `refused` sent one that is not valid. */
export type Caller = Viewer | 'nobody' | 'refused'

const callers = new WeakMap<HttpContext, Promise<Caller>>()

/** Finds out once per request who calls, whichever middleware asks first. */
export function identifyCaller(ctx: HttpContext): Promise<Caller> {
  const known = callers.get(ctx)
  if (known) return known
  const caller = identify(ctx)
  callers.set(ctx, caller)
  return caller
}

async function identify(ctx: HttpContext): Promise<Caller> {
  const header = ctx.request.header('authorization')?.trim()
  if (!header) return 'nobody'
  const [, token] = /^bearer +(\S+)$/i.exec(header) ?? []
  if (!token) return 'refused'
  return (await findViewer(token, originOf(ctx))) ?? 'refused'
}

/** Where a request comes from, for audits and limits: always short enough to be stored. */
export function originOf(ctx: HttpContext): { ip: string; requestId: string } {
  return { ip: clientAddress(ctx), requestId: (ctx.request.id() ?? '').slice(0, 100) }
}

/** The signed-in shopper. @throws DomainError UNAUTHORIZED when the route lets visitors in */
export function requireViewer({ viewer }: HttpContext): Viewer {
  if (!viewer) throw new DomainError('UNAUTHORIZED', '请先登录', { status: 401 })
  return viewer
}

export function invalidToken(): DomainError {
  return new DomainError('UNAUTHORIZED', '登录已过期，请重新登录', { status: 401 })
}

/**
 * The address of the client as the trusted proxy reports it. A header that holds no address falls
 * back to the peer, so that the answer can always be stored and counted.
 */
export function clientAddress({ request }: HttpContext): string {
  for (const address of [request.ip(), request.request.socket.remoteAddress])
    if (address && ipaddr.isValid(address)) return ipaddr.process(address).toString()
  return '0.0.0.0'
}
