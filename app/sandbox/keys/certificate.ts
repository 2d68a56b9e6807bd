import { createPublicKey, sign, type KeyObject } from 'node:crypto'
import * as der from '#sandbox/keys/der'

const SHA256_WITH_RSA = '1.2.840.113549.1.1.11'
const COMMON_NAME = '2.5.4.3'
const FIVE_YEARS_MS = 5 * 365 * 24 * 60 * 60 * 1000

/**
 * A self-signed X.509 certificate in PEM, valid for five years from `from`.
 * It plays the platform certificate of WeChat Pay; the serial is 20 bytes, 40 hex digits.
 */
export function selfSignedCertificate(input: {
  privateKey: KeyObject
  serial: Buffer
  commonName: string
  from: Date
}): string {
  const algorithm = der.sequence(der.oid(SHA256_WITH_RSA), der.nothing())
  const name = der.sequence(der.set(der.sequence(der.oid(COMMON_NAME), der.utf8(input.commonName))))
  const toBeSigned = der.sequence(
    der.tagged(0, der.integer(Buffer.from([2]))),
    der.integer(input.serial),
    algorithm,
    name,
    der.sequence(
      der.utcTime(input.from),
      der.utcTime(new Date(input.from.getTime() + FIVE_YEARS_MS))
    ),
    name,
    createPublicKey(input.privateKey).export({ type: 'spki', format: 'der' })
  )
  const signature = sign('RSA-SHA256', toBeSigned, input.privateKey)
  const whole = der.sequence(toBeSigned, algorithm, der.bitString(signature))
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}
