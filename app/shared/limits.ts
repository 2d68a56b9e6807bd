import { createHash } from 'node:crypto'
import ipaddr from 'ipaddr.js'
import { errors } from '@adonisjs/limiter'
import limiter from '@adonisjs/limiter/services/main'
import { DomainError } from '#shared/domain_error'
import settings from '#start/env'

/** So many requests in so many seconds, counted by name and key. */
export interface Limit {
  name: string
  requests: number
  seconds: number
}

/** WeChat, API and console sign-in share this counter. Key: the client's address. */
export const SIGN_IN: Limit = { name: 'sign-in', requests: 5, seconds: 60 }

const MAX_KEY = 100

/**
 * Counts one request and refuses it beyond the limit. Counters are shared by all processes; what is
 * over the limit is refused from memory, so that a flood does not reach the database. Never call it
 * inside a transaction: it takes a connection of its own. Rule: docs/rules/limits.md
 *
 * @throws DomainError RATE_LIMIT_EXCEEDED 429 with the seconds to wait
 */
export async function countAgainst(limit: Limit, key: string | number): Promise<void> {
  if (!settings.rateLimits) return
  try {
    await counter(limit).consume(limitKey(limit, key))
  } catch (error) {
    if (error instanceof errors.E_TOO_MANY_REQUESTS) throw tooMany(error.response.availableIn)
    throw error
  }
}

/** @param seconds whole or not; a person is told at least one */
export function tooMany(seconds: number): DomainError {
  const retryAfter = Math.max(1, Math.ceil(seconds))
  return new DomainError('RATE_LIMIT_EXCEEDED', `操作太频繁，请 ${retryAfter} 秒后再试`, {
    status: 429,
    retryAfter,
  })
}

/** Whoever holds an IPv6 network holds all of its addresses, so the network of 64 bits is counted. */
export function addressKey(ip: string): string {
  if (!ipaddr.isValid(ip)) return 'unknown'
  const address = ipaddr.process(ip)
  if (address.kind() === 'ipv4') return address.toString()
  return (address as ipaddr.IPv6).parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')
}

function counter({ requests, seconds }: Limit) {
  return limiter.use({ requests, duration: seconds, inMemoryBlockOnConsumed: requests + 1 })
}

/** What a caller chose (a name, a device id) may be long; the column is not. */
function limitKey({ name }: Limit, key: string | number): string {
  const text = String(key)
  return `${name}:${text.length > MAX_KEY ? createHash('sha256').update(text).digest('hex') : text}`
}
