/** Where a session keeps what is known of its beginning. */
export const STAFF_MARK = 'staff'

const MAX_AGE_MS = 7 * 86_400_000

export interface StaffSessionMark {
  /** `token_version` of the account at sign-in */
  version: number
  /** milliseconds since the epoch */
  signedInAt: number
  device: string
  ip: string
}

export function newMark(version: number, device: string, ip: string): StaffSessionMark {
  return { version, signedInAt: Date.now(), device, ip }
}

/** A session without a mark was not begun by signing in. */
export function isMarkValid(mark: StaffSessionMark | undefined, version: number): boolean {
  return mark?.version === version && Date.now() - mark.signedInAt < MAX_AGE_MS
}
