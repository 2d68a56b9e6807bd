import { existsSync } from 'node:fs'

export type Environment = Record<string, string | undefined>

/**
 * Reads environment variables and collects what is wrong with them instead of stopping at the first one.
 * A problem names the variable and what is expected of it, never its value. Rule: docs/rules/settings.md
 */
export class SettingsReader {
  readonly problems: string[] = []
  readonly warnings: string[] = []

  constructor(
    private readonly environment: Environment,
    readonly production: boolean
  ) {}

  /** The trimmed value, or undefined when the variable is absent or blank. */
  raw(name: string): string | undefined {
    const value = this.environment[name]?.trim()
    return value === '' ? undefined : value
  }

  has(name: string): boolean {
    return this.raw(name) !== undefined
  }

  /** A text that production must be given and that has a default elsewhere. */
  required(name: string, elsewhere: string): string {
    const value = this.raw(name)
    if (value === undefined && this.production) this.missing(name)
    return value ?? elsewhere
  }

  text(name: string, fallback: string): string {
    return this.raw(name) ?? fallback
  }

  choice<const T extends string>(name: string, values: readonly T[], fallback: T): T {
    const value = this.raw(name)
    if (value === undefined) return fallback
    if ((values as readonly string[]).includes(value)) return value as T
    this.malformed(name, `应为 ${values.join('、')} 之一`)
    return fallback
  }

  integer(name: string, fallback: number, min: number, max: number): number {
    const value = this.raw(name)
    if (value === undefined) return fallback
    const number = Number(value)
    if (/^\d+$/.test(value) && number >= min && number <= max) return number
    this.malformed(name, `应为 ${min} 到 ${max} 之间的整数`)
    return fallback
  }

  boolean(name: string, fallback: boolean): boolean {
    const value = this.raw(name)?.toLowerCase()
    if (value === undefined) return fallback
    if (['true', '1', 'yes'].includes(value)) return true
    if (['false', '0', 'no'].includes(value)) return false
    this.malformed(name, '应为 true/false、1/0 或 yes/no')
    return fallback
  }

  list(name: string, fallback: string[]): string[] {
    const value = this.raw(name)
    if (value === undefined) return fallback
    return value
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '')
  }

  /** A list that production must be given and that may not be empty. */
  requiredList(name: string, elsewhere: string[]): string[] {
    const values = this.list(name, [])
    if (values.length > 0) return values
    if (this.production) this.missing(name)
    return elsewhere
  }

  url(name: string, fallback: string, options: { https?: boolean } = {}): string {
    const value = this.raw(name)
    if (value === undefined) return fallback
    const url = URL.canParse(value) ? new URL(value) : undefined
    if (!url || !['http:', 'https:'].includes(url.protocol)) {
      this.malformed(name, '应为完整的网址')
      return fallback
    }
    if (this.production) {
      if (options.https && url.protocol !== 'https:') this.malformed(name, '生产环境必须使用 https')
      if (isInternalHost(url.hostname)) this.malformed(name, '生产环境不能指向本机、内网或沙箱地址')
    }
    return value.replace(/\/+$/, '')
  }

  file(name: string): string | undefined {
    const value = this.raw(name)
    if (value !== undefined && !existsSync(value)) this.malformed(name, '文件不存在或无法读取')
    return value
  }

  missing(name: string) {
    this.problems.push(`${name}：缺少`)
  }

  malformed(name: string, expectation: string) {
    this.problems.push(`${name}：${expectation}`)
  }
}

/** True for hosts that no production system may talk to: loopback, private networks, sandboxes, test hosts. */
export function isInternalHost(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/g, '')
  if (name === 'localhost' || name.endsWith('.localhost') || name === '::1') return true
  if (name.startsWith('sandbox') || /(^|[.-])test[.-]/.test(name)) return true
  if (/^(f[cd][0-9a-f]{2}|fe80):/.test(name)) return true
  return /^(0|10|127)\.|^192\.168\.|^169\.254\.|^172\.(1[6-9]|2\d|3[01])\./.test(name)
}
