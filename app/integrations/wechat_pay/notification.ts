import type { KeyObject } from 'node:crypto'
import { asObject, asText, parseJsonObject } from '#integrations/json'
import type { PlatformCertificates } from './certificates.js'
import type { KeyRing } from './key_ring.js'
import { decryptResource } from './signature.js'
import { readRefund, readTrade, type Refund, type Trade } from './types.js'
import { verifySigned, type IncomingHeaders, type VerificationFailure } from './verification.js'

export { verifySigned as verifyNotification } from './verification.js'

export type NotificationContent =
  | { kind: 'payment'; trade: Trade }
  | { kind: 'refund'; refund: Refund }
  /** An event type that we do not know: acknowledge and ignore. */
  | { kind: 'other' }
  /** A known event whose content lacks what we rely on: acknowledge, keep and alarm. */
  | { kind: 'malformed' }

export interface Notification {
  /** WeChat's id of the message, the same in every repeat: the key of the inbox. */
  id: string
  eventType: string
  createTime?: string
  content: NotificationContent
}

export type ReceivedNotification =
  | { verified: true; serial: string; notification: Notification }
  /** Answer 400: not JSON, or the resource cannot be decrypted. */
  | { verified: true; serial: string; notification: undefined }
  /** Answer 401. */
  | { verified: false; reason: VerificationFailure; serial?: string }

/**
 * Opens a verified notification: payment and refund events of either address are told apart by their
 * event type. Undefined when it cannot be read. Rule: docs/rules/payments.md
 */
export function openNotification(
  rawBody: Uint8Array,
  apiV3Key: KeyObject
): Notification | undefined {
  const body = parseJsonObject(rawBody)
  const id = asText(body?.id)
  const eventType = asText(body?.event_type)
  const resource = asObject(body?.resource)
  const ciphertext = asText(resource?.ciphertext)
  const nonce = asText(resource?.nonce)
  if (!id || !eventType || !ciphertext || !nonce) return

  const plain = decryptResource(
    {
      algorithm: asText(resource?.algorithm),
      ciphertext,
      nonce,
      associated_data: asText(resource?.associated_data),
    },
    apiV3Key
  )
  const fields = plain && parseJsonObject(plain)
  if (!fields) return
  return {
    id,
    eventType,
    createTime: asText(body?.create_time),
    content: readContent(eventType, fields),
  }
}

function readContent(eventType: string, fields: Record<string, unknown>): NotificationContent {
  if (eventType.startsWith('TRANSACTION.')) {
    const trade = readTrade(fields)
    return trade ? { kind: 'payment', trade } : { kind: 'malformed' }
  }
  if (eventType.startsWith('REFUND.')) {
    const refund = readRefund(fields)
    return refund ? { kind: 'refund', refund } : { kind: 'malformed' }
  }
  return { kind: 'other' }
}

/** Verifies and opens what arrives at our two addresses; asks for certificates it does not know. */
export class NotificationReceiver {
  constructor(
    private readonly keys: { keyRing: KeyRing; apiV3Key: KeyObject },
    private readonly certificates: PlatformCertificates,
    private readonly now: () => number
  ) {}

  /** `headers` with names in lower case; `rawBody` the bytes as they arrived. */
  async receive(headers: IncomingHeaders, rawBody: Uint8Array): Promise<ReceivedNotification> {
    const check = () => verifySigned(headers, rawBody, this.keys.keyRing, this.now())
    const first = check()
    const renewed =
      !first.ok &&
      first.reason === 'unknown_serial' &&
      (await this.certificates.refreshForUnknownSerial())
    const verification = renewed ? check() : first
    if (!verification.ok)
      return { verified: false, reason: verification.reason, serial: verification.serial }
    const notification = openNotification(rawBody, this.keys.apiV3Key)
    return { verified: true, serial: verification.serial, notification }
  }
}
