import { parseRfc3339 } from '#sandbox/time'
import { PayError } from '#sandbox/wechat_pay/errors'

interface TextRule {
  min?: number
  max?: number
  maxBytes?: number
  pattern?: RegExp
}

const CONTROL = /\p{Cc}/u

/**
 * Reads the fields of a request body as strictly as the documentation states them. Every fault is a
 * 400 PARAM_ERROR that names the field. A field that the documentation does not know is a fault as well, so that typing errors show.
 */
export class Fields {
  #values: Record<string, unknown>
  #path: string

  constructor(value: unknown, path = '') {
    this.#path = path
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw this.#error('', value, '必须是 JSON 对象')
    }
    this.#values = value as Record<string, unknown>
  }

  /** Refuses fields other than these. */
  only(...names: string[]): this {
    for (const name of Object.keys(this.#values)) {
      if (!names.includes(name)) throw this.#error(name, this.#values[name], '未知的字段')
    }
    return this
  }

  has(name: string): boolean {
    return this.#values[name] !== undefined
  }

  /** Lengths count characters, `maxBytes` counts UTF-8 bytes; control characters are never allowed. */
  text(name: string, rule: TextRule = {}): string {
    const value = this.#values[name]
    if (typeof value !== 'string') throw this.#error(name, value, '必须是字符串')
    const { min = 1, max = Infinity, maxBytes = Infinity, pattern } = rule
    const length = [...value].length
    if (length < min || length > max)
      throw this.#error(name, value, `长度应为 ${min} 至 ${max} 个字符`)
    if (Buffer.byteLength(value) > maxBytes)
      throw this.#error(name, value, `不超过 ${maxBytes} 字节`)
    if (CONTROL.test(value) || !value.isWellFormed())
      throw this.#error(name, value, '含有不允许的字符')
    if (pattern && !pattern.test(value)) throw this.#error(name, value, '格式错误')
    return value
  }

  optionalText(name: string, rule: TextRule = {}): string | null {
    return this.has(name) ? this.text(name, rule) : null
  }

  integer(name: string, min: number): number {
    const value = this.#values[name]
    if (!Number.isSafeInteger(value)) throw this.#error(name, value, '必须是整数')
    if (Number(value) < min) throw this.#error(name, value, `不能小于 ${min}`)
    return Number(value)
  }

  currency(optional: boolean): void {
    if (optional && !this.has('currency')) return
    if (this.text('currency') !== 'CNY') {
      throw this.#error('currency', this.#values.currency, '只支持 CNY')
    }
  }

  /** A moment in RFC 3339 as epoch milliseconds; null when absent. */
  moment(name: string): number | null {
    if (!this.has(name)) return null
    const at = parseRfc3339(this.text(name, { max: 64 }))
    if (at === null) throw this.#error(name, this.#values[name], '必须是带时区的 RFC3339 时间')
    return at
  }

  /** A callback address: https, or http on the loopback interface; at most 255 characters, no query, no fragment. */
  callback(name: string): string {
    const value = this.text(name, { max: 255 })
    const url = URL.canParse(value) ? new URL(value) : null
    const isLocal = url !== null && /^(?:127\.0\.0\.1|localhost|\[::1\])$/.test(url.hostname)
    if (url === null || !(url.protocol === 'https:' || (url.protocol === 'http:' && isLocal))) {
      throw this.#error(name, value, '必须是 https 地址（本机可用 http）')
    }
    if (/[?#]/.test(value)) throw this.#error(name, value, '不能带参数')
    return value
  }

  object(name: string): Fields {
    return new Fields(this.#values[name], `${this.#path}/${name}`)
  }

  #error(name: string, value: unknown, issue: string): PayError {
    const field = name === '' ? this.#path || '/' : `${this.#path}/${name}`
    return new PayError('PARAM_ERROR', `参数错误：${field} ${issue}`, {
      field,
      value: value ?? null,
      issue,
      location: 'body',
    })
  }
}
