import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { EVENT_JSON, paymentJson, type PaymentView } from '#payments/payment_view'
import type { Actor } from '#shared/actor'
import { row } from '#shared/rows'

/**
 * Opens the next attempt to pay an order, which the caller has locked or just made. The number at
 * WeChat is fixed here for good, and so is the deadline: it never exceeds the order's.
 * Answers the payment. Rule: docs/rules/payments.md
 */
export async function openPayment(
  orderId: number,
  by: Actor,
  trx: TransactionClientContract
): Promise<PaymentView> {
  const opened = await row<{ payment: PaymentView }>(
    OPEN,
    {
      orderId,
      operatorId: by.id,
      operatorRole: by.role,
      ip: by.ip ?? '',
      requestId: by.requestId ?? '',
    },
    trx
  )
  if (!opened) throw new Error('the order to pay does not exist')
  return opened.payment
}

const OPEN = `
  with next as (
    select o.id as order_id, o.order_number, o.actual_amount, o.expires_at,
      1 + coalesce((select max(attempt) from payments p where p.order_id = o.id), 0) as attempt
    from orders o where o.id = :orderId
  ), opened as (
    insert into payments (order_id, amount, method, attempt, out_trade_no, expires_at)
    select order_id, actual_amount, 'wechat', attempt, order_number || '-' || attempt, expires_at
    from next
    returning id, order_id, amount, method, status, created_at, updated_at, expires_at
  ), event as (
    insert into payment_events (payment_id, event) select id, 'created' from opened
    returning t, event
  ), audited as (
    insert into audit_logs (event, actor_id, actor_role, entity, entity_id, after, ip, request_id)
    select 'payment_created', :operatorId, :operatorRole, 'payment', id,
      jsonb_build_object('order_id', :orderId::bigint, 'amount', amount::text), :ip, :requestId
    from opened
  )
  select ${paymentJson(`json_build_array(${EVENT_JSON})`)} as payment from opened p, event e`
