import type { X509Certificate } from 'node:crypto'
import { asObject, asText, parseJsonObject, type JsonObject } from '#integrations/json'
import type { Outcome } from '#integrations/outcome'
import type { WechatPayConfig } from './config.js'
import { KeyRing, normaliseSerial, parseCertificate } from './key_ring.js'
import { decryptResource } from './signature.js'
import type { PayTransport } from './transport.js'

const REFRESH_EVERY_MS = 10 * 60 * 60 * 1000
const UNKNOWN_SERIAL_EVERY_MS = 5 * 60 * 1000
const DEADLINE_MS = 10_000
/** A notification is waiting meanwhile, and has to be answered within five seconds. */
const URGENT_DEADLINE_MS = 3000

/**
 * WeChat's platform certificates, fetched into the key ring; unexpired older ones stay. A merchant
 * on public-key mode is answered `RESOURCE_NOT_EXISTS` or `NOT_ENOUGH`, which is no alarm while a
 * public key is configured. Rule: docs/rules/payments.md
 */
export class PlatformCertificates {
  #askedAt = -Infinity
  #fetchedAt = -Infinity
  #running: Promise<Outcome<number>> | undefined

  constructor(
    private readonly config: WechatPayConfig,
    private readonly transport: PayTransport,
    private readonly now: () => number
  ) {}

  /** True when certificate mode is on and the last successful refresh is ten hours old. */
  isDue(): boolean {
    return this.config.certificatesEnabled && this.now() - this.#fetchedAt >= REFRESH_EVERY_MS
  }

  /** Fetches the list; resolves to the number of certificates that are valid now. */
  async refresh(deadlineMs = DEADLINE_MS): Promise<Outcome<number>> {
    this.#askedAt = this.now()
    this.#running ??= this.#fetch(deadlineMs)
    try {
      return await this.#running
    } finally {
      this.#running = undefined
    }
  }

  /** At most once in five minutes; true when the key ring was renewed. */
  async refreshForUnknownSerial(): Promise<boolean> {
    if (!this.config.certificatesEnabled) return false
    const tooSoon = this.now() - this.#askedAt < UNKNOWN_SERIAL_EVERY_MS
    if (tooSoon && !this.#running) return false
    const outcome = await this.refresh(URGENT_DEADLINE_MS)
    return outcome.outcome === 'ok'
  }

  async #fetch(deadlineMs: number): Promise<Outcome<number>> {
    const outcome = await this.transport.send<X509Certificate[]>({
      operation: 'certificates',
      group: 'pay-read',
      method: 'GET',
      path: '/v3/certificates',
      deadlineMs,
      read: (body) => this.#certificates(body),
      vouchers: (rawBody) => {
        const ring = new KeyRing()
        const delivered = this.#certificates(parseJsonObject(rawBody) ?? {}) ?? []
        for (const certificate of delivered) ring.addCertificate(certificate)
        return ring
      },
    })
    if (outcome.outcome !== 'ok') return outcome

    const valid = outcome.value.filter(
      ({ validFromDate, validToDate }) =>
        validFromDate.getTime() <= this.now() && this.now() <= validToDate.getTime()
    )
    for (const certificate of valid) this.config.keyRing.addCertificate(certificate)
    this.#fetchedAt = this.now()
    return { ...outcome, value: valid.length }
  }

  #certificates(body: JsonObject): X509Certificate[] | undefined {
    if (!Array.isArray(body.data)) return
    const certificates = body.data.map((entry) => this.#open(asObject(entry)))
    return certificates.every((certificate) => certificate !== undefined) ? certificates : undefined
  }

  #open(entry: JsonObject | undefined): X509Certificate | undefined {
    const sealed = asObject(entry?.encrypt_certificate)
    const serial = asText(entry?.serial_no)
    const ciphertext = asText(sealed?.ciphertext)
    const nonce = asText(sealed?.nonce)
    if (!serial || !ciphertext || !nonce) return
    const algorithm = asText(sealed?.algorithm)
    const data = asText(sealed?.associated_data)
    const pem = decryptResource(
      { algorithm, ciphertext, nonce, associated_data: data },
      this.config.apiV3Key
    )
    if (!pem) return
    const certificate = parseCertificate(pem)
    return certificate && normaliseSerial(certificate.serialNumber) === normaliseSerial(serial)
      ? certificate
      : undefined
  }
}
