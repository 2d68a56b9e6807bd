import { X509Certificate, type KeyObject } from 'node:crypto'

interface RingEntry {
  serial: string
  kind: 'public_key' | 'certificate'
  key: KeyObject
  /** Epoch milliseconds; a public key does not expire. */
  validFrom?: number
  validTo?: number
}

/**
 * WeChat's verification keys by `Wechatpay-Serial`: the public key and all valid platform
 * certificates at once, because signatures of both kinds arrive while a merchant is switched over.
 * Rule: docs/rules/payments.md
 */
export class KeyRing {
  readonly #entries = new Map<string, RingEntry>()

  addPublicKey(id: string, key: KeyObject) {
    this.#entries.set(id, { serial: id, kind: 'public_key', key })
  }

  /** Returns the serial under which the certificate is found. */
  addCertificate(certificate: X509Certificate): string {
    const serial = normaliseSerial(certificate.serialNumber)
    this.#entries.set(serial, {
      serial,
      kind: 'certificate',
      key: certificate.publicKey,
      validFrom: certificate.validFromDate.getTime(),
      validTo: certificate.validToDate.getTime(),
    })
    return serial
  }

  /** The key for this serial, unless it is unknown or not valid at that time (epoch milliseconds). */
  find(serial: string, now: number): KeyObject | undefined {
    const entry = this.#entries.get(normaliseSerial(serial))
    if (!entry || now < (entry.validFrom ?? 0) || now > (entry.validTo ?? Infinity)) return
    return entry.key
  }

  /** For the staff view: which keys are in use and until when. */
  list(): { serial: string; kind: RingEntry['kind']; validTo?: number }[] {
    return [...this.#entries.values()].map(({ serial, kind, validTo }) => ({
      serial,
      kind,
      validTo,
    }))
  }
}

/** Certificate serials are hexadecimal numbers: upper case, without leading zeros. */
export function normaliseSerial(serial: string): string {
  return serial.startsWith('PUB_KEY_ID_') ? serial : serial.toUpperCase().replace(/^0+/, '')
}

/** Undefined when the bytes are no X.509 certificate. */
export function parseCertificate(pem: Buffer): X509Certificate | undefined {
  try {
    return new X509Certificate(pem)
  } catch {
    // the parser's words could quote the file
    return undefined
  }
}
