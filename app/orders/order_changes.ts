import type { OrderStatus } from '#shared/statuses'

/** Columns that a transition may set beside the status. */
export interface OrderChanges {
  paid_at?: Date
  shipped_at?: Date
  completed_at?: Date
  cancelled_at?: Date
  cancel_reason?: string
  logistics_no?: string
  express_company?: string
  status_before_refund?: OrderStatus | null
}
