import { countAgainst, type Limit } from '#shared/limits'
import type { Viewer } from '#shared/viewer'

const A_MINUTE: Limit = { name: 'upload', requests: 20, seconds: 60 }
const A_DAY: Limit = { name: 'upload-day', requests: 200, seconds: 86_400 }

/** True for those whose pictures are their own affair until they are shown; false for staff. */
export function isCustomer({ role }: Viewer): boolean {
  return role === 'individual' || role === 'dealer'
}

/**
 * Uploads of a customer: 20 a minute and 200 a day, whether they succeed or not. Staff are not counted.
 * Rule: docs/rules/limits.md
 * @throws DomainError RATE_LIMIT_EXCEEDED
 */
export async function assertUploadAllowed(viewer: Viewer): Promise<void> {
  if (!isCustomer(viewer)) return
  await countAgainst(A_MINUTE, viewer.id)
  await countAgainst(A_DAY, viewer.id)
}
