export interface ByteRange {
  /** first and last byte, both included */
  start: number
  end: number
}

/**
 * Which bytes a `Range` header asks for. Null stands for the whole file: no header, one that is not
 * understood, or several ranges at once, which a server may answer so.
 */
export function readRange(
  header: string | undefined,
  size: number
): ByteRange | 'unsatisfiable' | null {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? []
  if (first === undefined || (first === '' && last === '')) return null
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (first !== '' && last !== '' && Number(last) < start) return null
  return start < size && start <= end ? { start, end } : 'unsatisfiable'
}
