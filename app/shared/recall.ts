interface Recalled {
  until: number
  value: Promise<unknown>
}

const recalled = new Map<string, Recalled>()

/**
 * Answers what `load` answered at most so many seconds ago in this process; callers that come at the
 * same moment share one load, and a failed one is not kept. For figures that may be a little old.
 */
export function recall<T>(key: string, seconds: number, load: () => Promise<T>): Promise<T> {
  const now = Date.now()
  const known = recalled.get(key)
  if (known && known.until > now) return known.value as Promise<T>
  const value = load()
  recalled.set(key, { until: now + seconds * 1000, value })
  value.catch(() => recalled.delete(key))
  return value
}

/** A command changed what figures count: the next reader loads them anew. */
export function forgetFigures(): void {
  recalled.clear()
}
