import { createCipheriv } from 'node:crypto'
import { FIXTURES } from '#sandbox/fixtures'
import type { World } from '#sandbox/world'

export interface Sealed {
  algorithm: 'AEAD_AES_256_GCM'
  ciphertext: string
  associated_data: string
  nonce: string
}

/** Encrypts a text under the API v3 key: AES-256-GCM, the tag appended, base64. */
export function seal(world: World, text: string, associatedData: string): Sealed {
  const nonce = world.ids.letters('resource nonce', 12)
  const cipher = createCipheriv('aes-256-gcm', FIXTURES.apiV3Key, nonce)
  cipher.setAAD(Buffer.from(associatedData, 'utf8'))
  const parts = [cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]
  return {
    algorithm: 'AEAD_AES_256_GCM',
    ciphertext: Buffer.concat(parts).toString('base64'),
    associated_data: associatedData,
    nonce,
  }
}
