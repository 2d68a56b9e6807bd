import { createCipheriv } from 'node:crypto'
import { API_V3_KEY } from './vectors.js'

/** A text as WeChat encrypts it under the API v3 key. */
export function sealed(plaintext: string, associatedData: string) {
  const nonce = 'testNonce001'
  const cipher = createCipheriv('aes-256-gcm', API_V3_KEY, nonce)
  cipher.setAAD(Buffer.from(associatedData))
  const bytes = Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()])
  return {
    algorithm: 'AEAD_AES_256_GCM',
    ciphertext: bytes.toString('base64'),
    associated_data: associatedData,
    nonce,
  }
}

/** The raw body of a notification whose resource holds this text. */
export function sealedNotification(
  eventType: string,
  plaintext: string,
  associatedData = 'transaction'
): Buffer {
  return Buffer.from(
    JSON.stringify({
      id: 'a5a5a5a5-0000-5000-8000-000000000001',
      create_time: '2026-06-15T10:21:08+08:00',
      event_type: eventType,
      resource: sealed(plaintext, associatedData),
    })
  )
}
