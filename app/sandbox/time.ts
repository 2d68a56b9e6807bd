const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const SHANGHAI_OFFSET = 8 * HOUR

const UNITS: Record<string, number> = { ms: 1, s: SECOND, m: MINUTE, h: HOUR, d: DAY }

/** Lengths of time in milliseconds. */
export const LENGTH = { SECOND, MINUTE, HOUR, DAY } as const

/** Epoch milliseconds as RFC 3339 text of Shanghai, whole seconds: `2026-06-15T10:21:07+08:00`. */
export function rfc3339(at: number): string {
  return `${new Date(at + SHANGHAI_OFFSET).toISOString().slice(0, 19)}+08:00`
}

/** The digits of a Shanghai time, `yyyyMMddHHmmss`, of which ids are made. */
export function compactTime(at: number): string {
  return rfc3339(at).slice(0, 19).replaceAll(/\D/g, '')
}

const RFC3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?(?:Z|[+-]\d{2}:\d{2})$/

/** Reads RFC 3339 text with an offset; null when the text is none or names no real moment. */
export function parseRfc3339(text: string): number | null {
  if (!RFC3339.test(text)) return null
  const at = Date.parse(text)
  if (Number.isNaN(at)) return null
  // Date.parse turns 30 February into 2 March; a day that moves by itself was none.
  const [year, month, day] = text.slice(0, 10).split('-').map(Number)
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day ? at : null
}

/** Reads a length of time such as `30m`, `2h` or `1h30m` into milliseconds; null when it is none. */
export function parseLength(text: string): number | null {
  if (!/^(?:\d+(?:ms|s|m|h|d))+$/.test(text)) return null
  let total = 0
  for (const [, count, unit] of text.matchAll(/(\d+)(ms|s|m|h|d)/g)) {
    total += Number(count) * UNITS[unit]
  }
  return total
}
