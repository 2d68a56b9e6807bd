import { createDecipheriv, randomBytes, sign, verify, type KeyObject } from 'node:crypto'

const SCHEME = 'WECHATPAY2-SHA256-RSA2048'
const TAG_BYTES = 16

export interface SignedRequest {
  method: string
  /** Path and query exactly as sent, without the prefix of the base URL. */
  path: string
  /** Epoch seconds. */
  timestamp: number
  nonce: string
  body?: Buffer
}

/** 32 characters that no other try has used. */
export function createNonce(): string {
  return randomBytes(16).toString('hex')
}

/** The bytes that we sign for a request: five lines, each with its line feed. */
export function requestMessage({ method, path, timestamp, nonce, body }: SignedRequest): Buffer {
  const head = Buffer.from(`${method}\n${path}\n${timestamp}\n${nonce}\n`)
  return Buffer.concat([head, body ?? Buffer.alloc(0), Buffer.from('\n')])
}

/** The bytes that WeChat signs for an answer or a notification, over the raw body. */
export function answerMessage(timestamp: string, nonce: string, rawBody: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`${timestamp}\n${nonce}\n`), rawBody, Buffer.from('\n')])
}

/** The bytes behind `paySign` of `wx.requestPayment`. */
export function paymentMessage(
  appid: string,
  timeStamp: string,
  nonceStr: string,
  packageText: string
): Buffer {
  return Buffer.from(`${appid}\n${timeStamp}\n${nonceStr}\n${packageText}\n`)
}

/** RSA PKCS#1 v1.5 with SHA-256, base64. */
export function signMessage(message: Buffer, privateKey: KeyObject): string {
  return sign('RSA-SHA256', message, privateKey).toString('base64')
}

/** True when the signature is strict base64 of the key's length and fits these very bytes. */
export function verifyMessage(message: Buffer, signature: string, publicKey: KeyObject): boolean {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(signature)) return false
  const bytes = Buffer.from(signature, 'base64')
  const modulusBits = publicKey.asymmetricKeyDetails?.modulusLength ?? 0
  if (bytes.toString('base64') !== signature || bytes.length * 8 !== modulusBits) return false
  return verify('RSA-SHA256', message, publicKey, bytes)
}

/** The value of the `Authorization` header of a request. */
export function authorizationHeader(
  request: SignedRequest,
  merchant: { merchantId: string; merchantSerial: string; privateKey: KeyObject }
): string {
  const fields = {
    mchid: merchant.merchantId,
    nonce_str: request.nonce,
    timestamp: String(request.timestamp),
    serial_no: merchant.merchantSerial,
    signature: signMessage(requestMessage(request), merchant.privateKey),
  }
  const quoted = Object.entries(fields).map(([name, value]) => `${name}="${value}"`)
  return `${SCHEME} ${quoted.join(',')}`
}

export interface SealedResource {
  algorithm?: string
  ciphertext: string
  nonce: string
  associated_data?: string
}

/**
 * The plain bytes of an AES-256-GCM resource (notifications, certificates), or undefined when it was
 * not sealed with this key, nonce and associated data. Rule: docs/rules/payments.md
 */
export function decryptResource(resource: SealedResource, apiV3Key: KeyObject): Buffer | undefined {
  if (resource.algorithm !== 'AEAD_AES_256_GCM') return
  const sealed = Buffer.from(resource.ciphertext, 'base64')
  const nonce = Buffer.from(resource.nonce)
  if (sealed.length < TAG_BYTES || nonce.length !== 12) return
  const decipher = createDecipheriv('aes-256-gcm', apiV3Key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(resource.associated_data ?? ''))
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()])
  } catch {
    // the tag does not fit: `final` has no other way to say so
    return undefined
  }
}
