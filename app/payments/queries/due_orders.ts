import { row, rows } from '#shared/rows'

export interface DueOrder {
  id: number
  order_number: string
  username: string
  actual_amount: string
  created_at: Date
  due_at: Date
  /** the deadline with all its digits, for the key of the next page */
  due_key: string
  /** WeChat may know of an attempt, so it must be asked before the order is cancelled */
  started: boolean
}

const dueAt = (minutes: number | undefined) =>
  minutes === undefined ? 'o.expires_at' : `o.created_at + :minutes::int * interval '1 minute'`

/**
 * Unpaid orders whose deadline passed, oldest first, a page at a time by key, so that orders which had
 * to be left alone are not met again in the same run.
 */
export async function dueOrders(page: {
  minutes?: number
  limit: number
  after?: DueOrder
}): Promise<DueOrder[]> {
  const due = dueAt(page.minutes)
  const order = page.minutes === undefined ? 'o.expires_at' : 'o.created_at'
  return rows<DueOrder>(
    `select o.id, o.order_number, u.username, o.actual_amount, o.created_at, ${due} as due_at,
       (${due})::text as due_key,
       exists (select 1 from payments p where p.order_id = o.id
         and p.status in ('init', 'processing') and p.prepay_at is not null) as started
     from orders o join users u on u.id = o.user_id
     where o.status = 'pending' and ${due} < now()
       ${page.after ? `and (${due}, o.id) > (:afterDue::timestamptz, :afterId::bigint)` : ''}
     order by ${order}, o.id
     limit :limit`,
    {
      minutes: page.minutes ?? null,
      limit: page.limit,
      afterDue: page.after?.due_key ?? null,
      afterId: page.after?.id ?? null,
    }
  )
}

export async function countDueOrders(minutes?: number): Promise<number> {
  const counted = await row<{ count: number }>(
    `select count(*) as count from orders o where o.status = 'pending' and ${dueAt(minutes)} < now()`,
    { minutes: minutes ?? null }
  )
  return counted?.count ?? 0
}
