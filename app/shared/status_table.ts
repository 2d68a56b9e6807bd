/** Colours of status tags; what each means is fixed in docs/rules/statuses.md. */
export type TagColor =
  'gray' | 'blue' | 'cyan' | 'green' | 'orange' | 'red' | 'purple' | 'magenta' | 'gold'

export interface StatusRow<Status extends string> {
  label: string
  color: TagColor
  /** the statuses that may follow; none means final */
  next: readonly Status[]
}

export type StatusTable<Status extends string> = Readonly<Record<Status, StatusRow<Status>>>

/** The questions one asks a status table. */
export function statusMachine<Status extends string>(table: StatusTable<Status>) {
  const values = Object.keys(table) as Status[]
  return {
    table,
    values,
    is: (value: string): value is Status => Object.hasOwn(table, value),
    label: (status: Status) => table[status].label,
    color: (status: Status) => table[status].color,
    allows: (from: Status, to: Status) => table[from].next.includes(to),
    isFinal: (status: Status) => table[status].next.length === 0,
  }
}
