import { COMPANY_STATUSES, PRODUCT_SOURCES, SUPPLY_STATES, USER_ROLES } from '#shared/labels'
import type { TagColor } from '#shared/status_table'
import { orderStatus, paymentStatus, refundStatus } from '#shared/statuses'

export interface TagView {
  label: string
  color: TagColor
}

const SETS = {
  order: orderStatus.table,
  payment: paymentStatus.table,
  refund: refundStatus.table,
  role: USER_ROLES,
  company: COMPANY_STATUSES,
  source: PRODUCT_SOURCES,
  supply: SUPPLY_STATES,
} as const

export type TagKind = keyof typeof SETS

/** Word and colour of a status: templates never map one. An unknown status is shown as it is, in grey. */
export function statusTag(kind: TagKind, status: string): TagView {
  const set: Readonly<Record<string, TagView>> = SETS[kind]
  return Object.hasOwn(set, status) ? set[status] : { label: status, color: 'gray' }
}
