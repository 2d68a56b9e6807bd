import { createHmac, timingSafeEqual } from 'node:crypto'
import settings from '#start/env'

/** Below `/api`, so that it reaches the shop through every proxy; it asks for no token. */
export const PRIVATE_PATH = '/api/files/'

const A_DAY = 86_400
const AN_HOUR = 3600

/**
 * The signed absolute address of a private file. It works for the given time and is the same for an
 * hour, so that a list which is read again shows pictures that the phone already has.
 * Rule: docs/rules/media.md
 *
 * @param seconds how long it works at least, a day unless said otherwise
 */
export function privateUrl(key: string, origin: string, seconds = A_DAY): string {
  const expires = Math.ceil((Date.now() / 1000 + seconds) / AN_HOUR) * AN_HOUR
  return `${origin}${PRIVATE_PATH}${key}?expires=${expires}&signature=${sign(key, expires)}`
}

/** Whether these are the time and the signature that we gave this file, and the time is not over. */
export function isSigned(key: string, { expires, signature }: Record<string, unknown>): boolean {
  if (typeof expires !== 'string' || !/^\d{1,12}$/.test(expires)) return false
  if (typeof signature !== 'string') return false
  const wanted = Buffer.from(sign(key, Number(expires)))
  const given = Buffer.from(signature)
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return false
  return Number(expires) * 1000 > Date.now()
}

/** The name in front keeps the key from being used for anything else that it signs. */
function sign(key: string, expires: number): string {
  return createHmac('sha256', settings.secretKey)
    .update(`private-file\n${expires}\n${key}`)
    .digest('base64url')
}
