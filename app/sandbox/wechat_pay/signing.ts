import { sign } from 'node:crypto'
import { FIXTURES, FOREIGN_SERIAL } from '#sandbox/fixtures'
import type { FaultAction } from '#sandbox/control/fault_rules'
import type { World } from '#sandbox/world'

export type SigningKey = 'public_key' | 'certificate'

const SIGNATURE_TYPE = 'WECHATPAY2-SHA256-RSA2048'
const STALE_MS = -301_000
const FUTURE_MS = 330_000

/** Which key answers a request that names `serial` in its `Wechatpay-Serial`; without one it is the older certificate. */
export function keyNamed(world: World, serial: string | undefined): SigningKey | null {
  if (serial === undefined || serial === world.keys.platformSerial) return 'certificate'
  return serial === FIXTURES.publicKeyId ? 'public_key' : null
}

/**
 * The four `Wechatpay-*` headers over exact bytes, at the wire time plus a skew.
 * A fault makes them wrong in one way and leaves everything else right; `missing` gives none.
 */
export function signatureHeaders(
  world: World,
  input: { body: Buffer; key: SigningKey; skewMs: number; fault: FaultAction['signature'] }
): Record<string, string> {
  const { key, fault } = input
  if (fault === 'missing') return {}
  const timestamp = String(Math.floor((world.clock.wireNow() + input.skewMs + shift(fault)) / 1000))
  const nonce = world.ids.letters('signature nonce', 32)
  const body = fault === 'wrong' ? Buffer.concat([input.body, Buffer.from(' ')]) : input.body
  const message = Buffer.concat([Buffer.from(`${timestamp}\n${nonce}\n`), body, Buffer.from('\n')])
  const signature = sign('RSA-SHA256', message, secretOf(world, key, fault)).toString('base64')
  return {
    'Wechatpay-Timestamp': timestamp,
    'Wechatpay-Nonce': nonce,
    'Wechatpay-Serial': fault === 'unknown_serial' ? FOREIGN_SERIAL : serialOf(world, key),
    'Wechatpay-Signature':
      fault === 'probe' ? `WECHATPAY/SIGNTEST/${signature.slice(0, 64)}` : signature,
    'Wechatpay-Signature-Type': SIGNATURE_TYPE,
  }
}

function shift(fault: FaultAction['signature']): number {
  if (fault === 'stale') return STALE_MS
  return fault === 'future' ? FUTURE_MS : 0
}

const serialOf = (world: World, key: SigningKey) =>
  key === 'public_key' ? FIXTURES.publicKeyId : world.keys.platformSerial

/** `other_key` signs with the key that the serial does not belong to. */
function secretOf(world: World, key: SigningKey, fault: FaultAction['signature']) {
  const { wechatpayPrivateKey, platformPrivateKey } = world.keys
  const usesPublicKey = (key === 'public_key') !== (fault === 'other_key')
  return usesPublicKey ? wechatpayPrivateKey : platformPrivateKey
}
