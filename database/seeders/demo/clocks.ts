import { execute } from '#shared/rows'

/** Tables that remember when something of an order happened, with the columns to set back. */
const CLOCKS: [table: string, columns: string[], condition: string][] = [
  ['order_items', ['created_at'], 'order_id = :id'],
  ['order_status_histories', ['created_at'], 'order_id = :id'],
  ['inventory_logs', ['created_at'], 'order_id = :id'],
  ['payments', ['created_at', 'updated_at', 'paid_at', 'expires_at'], 'order_id = :id'],
  ['refunds', ['created_at', 'updated_at', 'succeeded_at'], 'order_id = :id'],
  ['payment_events', ['t'], 'payment_id in (select p.id from payments p where p.order_id = :id)'],
  [
    'orders',
    [
      'created_at',
      'updated_at',
      'expires_at',
      'paid_at',
      'shipped_at',
      'completed_at',
      'cancelled_at',
    ],
    'id = :id',
  ],
]

/** How long after its creation a step of an order usually comes. */
const STEPS: Record<string, string> = {
  paid: '3 minutes',
  cancelled: '10 minutes',
  shipped: '20 hours',
  refunding: '50 minutes',
  refunded: '55 minutes',
  completed: '46 hours',
}
const LATER = `case %s ${Object.entries(STEPS)
  .map(([status, later]) => `when '${status}' then interval '${later}'`)
  .join(' ')} else interval '0' end`

/**
 * Sets the clocks of an order back by so many hours, and lets its steps follow one another as in a
 * shop: the actions that made it took milliseconds.
 */
export async function setBack(orderId: number, hours: number): Promise<void> {
  for (const [table, columns, condition] of CLOCKS) {
    const set = columns.map((column) => `${column} = ${column} - :hours::float * interval '1 hour'`)
    await execute(`update ${table} set ${set.join(', ')} where ${condition}`, {
      id: orderId,
      hours,
    })
  }
  for (const statement of SPREAD) await execute(statement, { id: orderId })
}

const SPREAD = [
  `update order_status_histories set created_at = created_at + ${LATER.replace('%s', 'to_status')}
   where order_id = :id`,
  `update orders set paid_at = paid_at + interval '${STEPS.paid}',
     cancelled_at = cancelled_at + interval '${STEPS.cancelled}',
     shipped_at = shipped_at + interval '${STEPS.shipped}',
     completed_at = completed_at + interval '${STEPS.completed}'
   where id = :id`,
  `update payments set paid_at = paid_at + interval '${STEPS.paid}' where order_id = :id`,
  `update payment_events e set t = t + interval '${STEPS.paid}'
   from payments p where p.id = e.payment_id and p.order_id = :id and e.event = 'succeeded'`,
  `update refunds set created_at = created_at + interval '${STEPS.refunding}',
     succeeded_at = succeeded_at + interval '${STEPS.refunded}' where order_id = :id`,
  `update inventory_logs set created_at = created_at
     + ${LATER.replace('%s', "case reason when 'order_cancelled' then 'cancelled' when 'order_refunded' then 'refunded' end")}
   where order_id = :id`,
]
