import { answerMessage, verifyMessage } from './signature.js'
import type { KeyRing } from './key_ring.js'

/** Headers as node delivers them, names in lower case. */
export type IncomingHeaders = Record<string, string | readonly string[] | undefined>

export type VerificationFailure =
  'missing_header' | 'stale' | 'unknown_serial' | 'bad_signature' | 'probe'

export type Verification =
  { ok: true; serial: string } | { ok: false; reason: VerificationFailure; serial?: string }

const WINDOW_SECONDS = 300
const PROBE = 'WECHATPAY/SIGNTEST/'

/**
 * Says whether WeChat Pay vouches for an answer or a notification: all four headers once, a time
 * within 300 s of `now` (epoch milliseconds) in both directions, a known serial, and a signature over
 * the raw bytes. `probe` is WeChat testing whether we look: refuse it, but do not alarm.
 * Rule: docs/rules/payments.md
 */
export function verifySigned(
  headers: IncomingHeaders,
  rawBody: Uint8Array,
  keyRing: KeyRing,
  now: number
): Verification {
  const timestamp = single(headers['wechatpay-timestamp'])
  const nonce = single(headers['wechatpay-nonce'])
  const serial = single(headers['wechatpay-serial'])
  const signature = single(headers['wechatpay-signature'])
  if (!timestamp || !nonce || !serial || !signature || !/^\d{1,12}$/.test(timestamp))
    return { ok: false, reason: 'missing_header', serial }
  if (signature.startsWith(PROBE)) return { ok: false, reason: 'probe', serial }

  const age = now - Number(timestamp) * 1000
  if (Math.abs(age) > WINDOW_SECONDS * 1000) return { ok: false, reason: 'stale', serial }

  const key = keyRing.find(serial, now)
  if (!key) return { ok: false, reason: 'unknown_serial', serial }

  return verifyMessage(answerMessage(timestamp, nonce, rawBody), signature, key)
    ? { ok: true, serial }
    : { ok: false, reason: 'bad_signature', serial }
}

/** The one value of a header. Node joins repeated headers with a comma, which none of ours contains. */
function single(value: string | readonly string[] | undefined): string | undefined {
  const only = typeof value === 'string' ? value : value?.length === 1 ? value[0] : undefined
  return only?.includes(',') ? undefined : only
}
