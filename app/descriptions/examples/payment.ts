import type { Static } from 'typebox'
import type { PaymentSchema } from '#transformers/payment_schema'

/** The first payment of the order in the examples. */
export const paymentExample: Static<typeof PaymentSchema> = {
  id: 6110,
  order: 5602,
  amount: '3599.10',
  method: 'wechat',
  status: 'init',
  created_at: '2026-03-02T15:05:31.950+08:00',
  updated_at: '2026-03-02T15:05:31.950+08:00',
  expires_at: '2026-03-02T15:15:31.901+08:00',
  logs: [{ t: '2026-03-02T15:05:31.950+08:00', event: 'created' }],
}
