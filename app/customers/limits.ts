import { addressKey, countAgainst, type Limit } from '#shared/limits'

/** Anonymous and signed-in traffic, per minute. Reads of the catalogue and of signed-in people are cheap. */
const VISITOR: Limit = { name: 'visitor', requests: 20, seconds: 60 }
const VISITOR_CATALOGUE: Limit = { name: 'visitor-catalogue', requests: 120, seconds: 60 }
const SHOPPER: Limit = { name: 'shopper', requests: 100, seconds: 60 }
const SHOPPER_READS: Limit = { name: 'shopper-reads', requests: 300, seconds: 60 }

const PAYMENT: Limit = { name: 'payment', requests: 10, seconds: 60 }
const START: Limit = { name: 'payment-start', requests: 1, seconds: 5 }
const START_DEVICE: Limit = { name: 'payment-start-device', requests: 3, seconds: 10 }
const START_ADDRESS: Limit = { name: 'payment-start-address', requests: 3, seconds: 10 }

export interface CountedRequest {
  method: string
  path: string
  ip: string
  /** null for visitors */
  userId: number | null
}

/** The general limits of the API, kept in production. Rule: docs/rules/limits.md */
export async function countRequest({ method, path, ip, userId }: CountedRequest): Promise<void> {
  const reads = method === 'GET' || method === 'HEAD'
  if (userId !== null) return countAgainst(reads ? SHOPPER_READS : SHOPPER, userId)
  const catalogue = reads && path.startsWith('/api/catalog/')
  return countAgainst(catalogue ? VISITOR_CATALOGUE : VISITOR, addressKey(ip))
}

/**
 * Opening and starting payments: 10 a minute per person. Reads and sync do not count.
 *
 * @throws DomainError RATE_LIMIT_EXCEEDED
 */
export function assertPaymentAllowed(userId: number): Promise<void> {
  return countAgainst(PAYMENT, userId)
}

/**
 * Starting a payment: once in 5 seconds per person, three times in 10 seconds per device and per
 * address. The one who taps twice is told before the payment is touched.
 *
 * @throws DomainError RATE_LIMIT_EXCEEDED
 */
export async function assertStartAllowed(by: {
  userId: number
  ip: string
  /** `X-Device-Id` as sent, if any */
  deviceId?: string
}): Promise<void> {
  await countAgainst(START, by.userId)
  await countAgainst(START_ADDRESS, addressKey(by.ip))
  if (by.deviceId) await countAgainst(START_DEVICE, by.deviceId)
}
