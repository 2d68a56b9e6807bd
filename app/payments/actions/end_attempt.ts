import { notify, type Notice } from '#messaging/actions/notify'
import { rows, type Client } from '#shared/rows'
import type { PaymentStatus } from '#shared/statuses'

/**
 * Ends attempts that are still open, without money: `cancelled`, `expired` or `failed`. Attempts that
 * ended otherwise stay as they are. What WeChat knows is asked about for another day, because money
 * can still arrive. Who let the time pass is told. Answers how many ended. Rule: docs/rules/payments.md
 */
export async function endAttempts(
  paymentIds: number[],
  status: Extract<PaymentStatus, 'cancelled' | 'expired' | 'failed'>,
  client: Client
): Promise<number> {
  if (paymentIds.length === 0) return 0
  if (status === 'expired') return expire(paymentIds, client)
  const ended = await rows(END, { ids: paymentIds, status }, client)
  return ended.length
}

interface EndedAttempt {
  id: number
  amount: string
  order_id: number
  order_number: string
  user_id: number
}

const END = `
  with ended as (
    update payments set status = :status, updated_at = now(),
      next_query_at = case when prepay_at is not null then now() + interval '10 minutes' end
    where id = any(:ids) and status in ('init', 'processing')
    returning id, amount, order_id
  ), event as (
    insert into payment_events (payment_id, event) select id, :status from ended
  )
  select e.id, e.amount, e.order_id, o.order_number, o.user_id
  from ended e join orders o on o.id = e.order_id`

/** The end and its notice are one transaction, also for callers that have none. */
async function expire(ids: number[], client: Client): Promise<number> {
  if (!client.isTransaction) return client.transaction((trx) => expire(ids, trx))
  const ended = await rows<EndedAttempt>(END, { ids, status: 'expired' }, client)
  await notify(ended.map(expiryNotice), client)
  return ended.length
}

function expiryNotice(payment: EndedAttempt): Notice {
  return {
    userId: payment.user_id,
    orderId: payment.order_id,
    orderNumber: payment.order_number,
    status: 'expired',
    type: 'payment',
    title: '支付已过期',
    content: `您的订单 ${payment.order_number} 没有在期限内付款，这次支付已过期`,
    brief: '没有在期限内付款',
    metadata: { payment_id: payment.id, amount: payment.amount },
    dedupeKey: `payment_expired:${payment.id}`,
  }
}
