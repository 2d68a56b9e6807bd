/**
 * The one vocabulary in which every client of an outside system answers. No client throws a
 * transport error at business code. Rule: docs/rules/integrations.md
 *
 * | outcome     | promise                                                | a write may            |
 * | ----------- | ------------------------------------------------------ | ---------------------- |
 * | ok          | accepted; shape and, where there is one, signature hold | go on                 |
 * | rejected    | a no that will not change by itself                     | never repeat unchanged |
 * | unavailable | certain that nothing happened                           | repeat                 |
 * | unknown     | something may have happened                             | ask first, then repeat with the same number |
 * | auth        | our credential was refused                              | stop, configuration alarm |
 */
export type Outcome<T> = Ok<T> | Failure
export type Failure = Rejected | Unavailable | Unknown | AuthRefused

/** What support of the other side asks for; never holds secrets. */
export interface Trace {
  httpStatus?: number
  requestId?: string
  /** The other side's own code, as it was spelled there. */
  vendorCode?: string
}

export interface Ok<T> {
  outcome: 'ok'
  value: T
  trace?: Trace
}

export interface Rejected {
  outcome: 'rejected'
  code: string
  message: string
  /** Only a verified no may change what we believe (order missing, refund refused). */
  verified: boolean
  trace?: Trace
}

export type UnavailableReason = 'connect' | 'rate_limited' | 'busy' | 'quota' | 'breaker_open'

export interface Unavailable {
  outcome: 'unavailable'
  reason: UnavailableReason
  code: string
  message: string
  retryAfterSeconds?: number
  trace?: Trace
}

export type UnknownReason = 'timeout' | 'reset' | 'server_error' | 'unreadable' | 'unverified'

export interface Unknown {
  outcome: 'unknown'
  reason: UnknownReason
  code: string
  message: string
  trace?: Trace
}

export interface AuthRefused {
  outcome: 'auth'
  code: string
  message: string
  trace?: Trace
}

export function ok<T>(value: T, trace?: Trace): Ok<T> {
  return { outcome: 'ok', value, trace }
}

export function rejected(fields: Omit<Rejected, 'outcome'>): Rejected {
  return { outcome: 'rejected', ...fields }
}

export function unavailable(fields: Omit<Unavailable, 'outcome'>): Unavailable {
  return { outcome: 'unavailable', ...fields }
}

export function unknown(fields: Omit<Unknown, 'outcome'>): Unknown {
  return { outcome: 'unknown', ...fields }
}

export function authRefused(fields: Omit<AuthRefused, 'outcome'>): AuthRefused {
  return { outcome: 'auth', ...fields }
}

/** True for a verified no with one of these codes: the only kind of no that may change a state. */
export function isVerifiedNo<T>(outcome: Outcome<T>, ...codes: string[]): outcome is Rejected {
  return outcome.outcome === 'rejected' && outcome.verified && codes.includes(outcome.code)
}
