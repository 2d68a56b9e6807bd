export interface Paging {
  page: number
  pageSize: number
  offset: number
}

const MAX_PAGE = 1_000_000

/** Which page a list shows. What does not parse counts as absent, what is too large is clamped. */
export function readPaging(
  query: Record<string, unknown>,
  { size = 20, max = 100 }: { size?: number; max?: number } = {}
): Paging {
  const page = Math.min(Math.max(readInteger(query.page) ?? 1, 1), MAX_PAGE)
  const wanted = readInteger(query.page_size) ?? size
  const pageSize = wanted < 1 ? size : Math.min(wanted, max)
  return { page, pageSize, offset: (page - 1) * pageSize }
}

/** A whole number of the query string, or undefined. */
export function readInteger(value: unknown): number | undefined {
  if (typeof value !== 'string' || !/^-?\d{1,15}$/.test(value.trim())) return undefined
  return Number(value)
}

/** A switch of the query string in any accepted spelling, or undefined. */
export function readFlag(value: unknown): boolean | undefined {
  const text = typeof value === 'string' ? value.trim().toLowerCase() : ''
  if (['true', '1', 'yes', 'y', 'on', 't'].includes(text)) return true
  if (['false', '0', 'no', 'n', 'off', 'f'].includes(text)) return false
  return undefined
}

/** A trimmed text of the query string, cut to `max` characters; '' when absent. */
export function readText(value: unknown, max = 200): string {
  return typeof value === 'string' ? value.trim().slice(0, max) : ''
}
