/**
 * Who does something: a person, or the shop itself (worker, schedules, messages of outside systems).
 * Actions take it as `by`; histories and the audit log store it.
 */
export interface Actor {
  id: number | null
  role: string
  ip?: string
  requestId?: string
}

export const SYSTEM: Actor = { id: null, role: 'system' }
