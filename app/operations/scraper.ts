import type { IncomingMessage } from 'node:http'
import { trustedProxies } from '#shared/trusted_proxies'

const isNear = trustedProxies(['loopback', 'uniquelocal'])

/** What a proxy adds. The figures are for the network that the shop runs in, not for those it passes on. */
const PASSED_ON = ['x-forwarded-for', 'x-real-ip', 'forwarded']

/** Whether this request may read the figures: asked from near, and by nobody's order. */
export function isScraper({ headers, socket }: IncomingMessage): boolean {
  return isNear(socket.remoteAddress ?? '') && !PASSED_ON.some((name) => name in headers)
}
