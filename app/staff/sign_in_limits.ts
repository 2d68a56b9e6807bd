import { createHash } from 'node:crypto'
import limiter from '@adonisjs/limiter/services/main'
import { DomainError } from '#shared/domain_error'
import { addressKey, countAgainst, SIGN_IN } from '#shared/limits'
import settings from '#start/env'

const FAILURES = 5
const WINDOW_SECONDS = 15 * 60

const perName = () => limiter.use({ requests: FAILURES, duration: WINDOW_SECONDS })

const nameKey = (username: string) =>
  `sign-in-name:${createHash('sha256').update(username.toLowerCase()).digest('hex')}`

/**
 * Counts one try for the address and for the name, before the password is looked at: tries made at
 * the same moment cannot slip through together. Rule: docs/rules/limits.md
 * @throws DomainError RATE_LIMIT_EXCEEDED 429 with the seconds to wait
 */
export async function countSignIn(ip: string, username: string): Promise<void> {
  await countAgainst(SIGN_IN, addressKey(ip)).catch((error) => {
    throw error instanceof DomainError ? tooManyTries(error.options.retryAfter ?? 1) : error
  })
  if (!settings.rateLimits) return
  const used = await perName().increment(nameKey(username))
  if (used.consumed > FAILURES) throw tooManyTries(Math.max(1, Math.ceil(used.availableIn)))
}

/** The password was right: earlier failures of this name no longer count. */
export async function forgetFailures(username: string): Promise<void> {
  if (settings.rateLimits) await perName().delete(nameKey(username))
}

function tooManyTries(retryAfter: number): DomainError {
  return new DomainError('RATE_LIMIT_EXCEEDED', `尝试次数过多，请 ${retryAfter} 秒后再试`, {
    status: 429,
    retryAfter,
  })
}
