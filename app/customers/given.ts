/** The fields that were really sent: a form that leaves one out does not empty it. */
export function given<T extends object>(changes: T): Partial<T> {
  const entries = Object.entries(changes).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as Partial<T>
}
