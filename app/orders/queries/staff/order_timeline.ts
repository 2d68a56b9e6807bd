import { rows } from '#shared/rows'

/** One thing that happened to an order. `about` is a status, an amount or the name of goods. */
export interface TimelineRow {
  at: Date
  kind: 'status' | 'payment' | 'refund' | 'stock' | 'audit'
  event: string
  about: string
  note: string
  quantity: number | null
  operator: string | null
  operator_role: string | null
}

/**
 * History, payments, refunds, stock and audit of one order, newest first, in one statement. What the
 * audit log says about changes of the status is told by the history already.
 */
export function orderTimeline(orderId: number): Promise<TimelineRow[]> {
  return rows<TimelineRow>(TIMELINE, { orderId })
}

const TIMELINE = `
  with told as (
    select h.created_at as at, 9 as place, h.id, 'status' as kind, h.to_status as event,
      h.from_status as about, h.note, null::int as quantity, h.operator_id
    from order_status_histories h where h.order_id = :orderId
    union all
    select e.t, 5, e.id, 'payment', e.event, p.amount::text, coalesce(e.data->>'anomaly', ''), null, null
    from payments p join payment_events e on e.payment_id = p.id where p.order_id = :orderId
    union all
    select e.t, 6, e.id, 'refund', e.event, r.amount::text,
      case when e.event = 'refund_failed' then r.failure_reason else '' end, null,
      case when e.event = 'refund_created' then r.operator_id end
    from refunds r join refund_events e on e.refund_id = r.id where r.order_id = :orderId
    union all
    select l.created_at, 3, l.id, 'stock', l.reason, p.name, coalesce(s.name, ''), l.quantity,
      l.created_by_id
    from inventory_logs l join products p on p.id = l.product_id
      left join product_skus s on s.id = l.sku_id
    where l.order_id = :orderId
    union all
    select a.at, 4, a.id, 'audit', a.event, coalesce(a.after->>'staff_note', ''), a.reason, null,
      a.actor_id
    from audit_logs a where a.entity = 'order' and a.entity_id = :orderId
      and a.event not in ('order_created', 'order_status_changed', 'order_cancelled')
  )
  select told.at, told.kind, told.event, told.about, told.note, told.quantity,
    u.username as operator, u.role as operator_role
  from told left join users u on u.id = told.operator_id
  order by told.at desc, told.place desc, told.id desc
  limit 200`
