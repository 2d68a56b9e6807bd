import type { ServerResponse } from 'node:http'
import { Tally } from '#operations/tally'

/** The answers that this process is making now. */
export const inFlight = new Set<ServerResponse>()

export const requests = new Tally([0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10])

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/**
 * Counts and times an answer that is over. The labels are few: patterns of routes, never addresses. A
 * client that went away before the answer began has the status `aborted`.
 */
export function countRequest(
  called: string,
  pattern: string | undefined,
  { headersSent, statusCode }: ServerResponse,
  milliseconds: number
): void {
  const route = pattern ?? 'unmatched'
  const method = METHODS.indexOf(called)
  const status = headersSent ? statusCode : 0
  const labels = () => ({
    method: METHODS[method] ?? 'OTHER',
    route,
    status: status ? String(status) : 'aborted',
  })
  requests.add(route, method * 1000 + status, labels, milliseconds / 1000)
}
