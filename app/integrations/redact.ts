import { createHmac } from 'node:crypto'
import { maskPhone } from '#shared/redaction'

const REMOVED = '[removed]'

const SECRET_NAMES = [
  'authorization',
  'session_key',
  'js_code',
  'sign',
  'paySign',
  'ciphertext',
  'prepay_id',
  'cookie',
  'consigneeName',
  'consigneeMobile',
  'detailAddress',
  'contact',
  'contactName',
  'contactPhone',
  'contacts',
  'driver',
  'driverName',
  'driverMobile',
  'driverPhone',
]
/** Also hidden behind any prefix, as in `client_secret` or `Wechatpay-Signature`. */
const SECRET_ENDINGS = 'token|secret|password|signature'
const LAST_SIX_NAMES = ['transaction_id', 'waybill', 'waybill_no', 'waybill_id', 'tracking_no']

const key = (name: string) => name.toLowerCase().replace(/[_-]/g, '')
const SECRET_KEYS = new Set(SECRET_NAMES.map(key))
const SECRET_ENDING = new RegExp(`(${SECRET_ENDINGS})$`)
const LAST_SIX_KEYS = new Set(LAST_SIX_NAMES.map(key))

/** A vendor's error code may be shown; a login or phone code, which is also called `code`, may not. */
const VENDOR_CODE = /^(-?\d{1,6}|[A-Z][A-Z0-9_]{2,63})$/

const QUOTE = String.raw`\\*["']?`
const VALUE = String.raw`(\\*"(?:[^"\\]|\\[^"])*\\*"|'[^']*'|[^\s,;&"'{}\\]+)`
const LONGEST_FIRST = [...SECRET_NAMES].sort((a, b) => b.length - a.length).join('|')
const SECRET = `[\\w-]*(?:${SECRET_ENDINGS})|${LONGEST_FIRST}`
const PAIR = new RegExp(`(?<![\\w-])(${SECRET})(${QUOTE}\\s*[:=]\\s*)${VALUE}`, 'gi')
const CODE_PAIR = new RegExp(`(?<![\\w-])(code)(${QUOTE}\\s*[:=]\\s*)${VALUE}`, 'gi')

const PEM = /-----BEGIN [A-Z0-9 ]+-----[\s\S]*?(?:-----END [A-Z0-9 ]+-----|$)/g
const AUTHORIZATION_LINE = /((?:proxy-)?authorization\\*["']?\s*[:=]\s*)[^\r\n]+/gi
const SCHEME = /\b(WECHATPAY2-[A-Z0-9-]+|Bearer|Basic)\s+[^\r\n]+/g
const URL_QUERY = /(https?:\/\/[^\s"'<>?]+)\?[^\s"'<>]*/gi
const PHONE = /(?<!\d)1[3-9]\d{9}(?!\d)/g
const OPENID = /(?<![\w-])o[\w-]{27}(?![\w-])/g
const TRANSACTION_ID = /(?<!\d)4\d{27}(?!\d)/g

/**
 * Takes secrets and personal data out of everything that is logged or stored as an error text.
 * Phones keep 3+4 digits, waybills and transaction ids their last six, openids become a keyed hash
 * (equal people stay equal). Rule: docs/rules/logs.md
 */
export class Redactor {
  constructor(private readonly hashKey: string | Buffer) {}

  /** A copy of any JSON-like value that may be written down. */
  value(input: unknown): unknown {
    if (typeof input === 'string') return this.text(input)
    if (Array.isArray(input)) return input.map((item) => this.value(item))
    if (typeof input !== 'object' || input === null) return input
    return Object.fromEntries(
      Object.entries(input).map(([name, value]) => [name, this.#field(name, value)])
    )
  }

  /** A free text, such as a vendor's message, that may be written down. */
  text(input: string): string {
    return input
      .replace(PEM, REMOVED)
      .replace(AUTHORIZATION_LINE, `$1${REMOVED}`)
      .replace(SCHEME, `$1 ${REMOVED}`)
      .replace(URL_QUERY, `$1?${REMOVED}`)
      .replace(PAIR, `$1$2${REMOVED}`)
      .replace(CODE_PAIR, (pair, name: string, between: string, value: string) =>
        VENDOR_CODE.test(value.replace(/^\\*["']|\\*["']$/g, ''))
          ? pair
          : `${name}${between}${REMOVED}`
      )
      .replace(TRANSACTION_ID, lastSix)
      .replace(PHONE, maskPhone)
      .replace(OPENID, (openid) => this.#hash(openid))
  }

  #field(name: string, value: unknown): unknown {
    const known = key(name)
    if (value === null || value === undefined) return value
    if (SECRET_KEYS.has(known) || SECRET_ENDING.test(known)) return REMOVED
    if (typeof value !== 'string') return this.value(value)
    if (known === 'code') return VENDOR_CODE.test(value) ? value : REMOVED
    if (known === 'openid' || known === 'unionid') return this.#hash(value)
    if (LAST_SIX_KEYS.has(known)) return lastSix(value)
    if (/(phone|mobile)(number)?$/.test(known)) return maskPhone(value)
    return this.text(value)
  }

  #hash(openid: string): string {
    return `openid:${createHmac('sha256', this.hashKey).update(openid).digest('hex').slice(0, 12)}`
  }
}

function lastSix(id: string): string {
  return id.length > 6 ? `…${id.slice(-6)}` : REMOVED
}
