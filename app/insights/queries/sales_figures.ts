import { row, rows } from '#shared/rows'
import { orderStatus, type OrderStatus } from '#shared/statuses'

/** Figures of one window of time. Amounts are text in yuan. Definitions: docs/rules/statuses.md */
export interface PeriodFigures {
  paid_orders: number
  paid_amount: string
  refunded_amount: string
  new_users: number
  created_orders: number
  /** of the orders created in the window, those that were paid */
  converted_orders: number
}

export interface DayFigures extends PeriodFigures {
  day: string
}

const FIGURES = `
  paid.orders as paid_orders, paid.amount as paid_amount, refunded.amount as refunded_amount,
  joined.users as new_users, made.orders as created_orders, made.converted as converted_orders
  from slots
  cross join lateral (select count(*)::int as orders, coalesce(sum(actual_amount), 0)::text as amount
    from orders where paid_at >= slots.from_at and paid_at < slots.to_at) paid
  cross join lateral (select coalesce(sum(amount), 0)::text as amount from refunds
    where status = 'succeeded' and succeeded_at >= slots.from_at and succeeded_at < slots.to_at) refunded
  cross join lateral (select count(*)::int as users from users
    where role in ('individual', 'dealer') and date_joined >= slots.from_at
      and date_joined < slots.to_at) joined
  cross join lateral (select count(*)::int as orders, count(paid_at)::int as converted from orders
    where created_at >= slots.from_at and created_at < slots.to_at) made`

/** Today until now, and the same hours of yesterday and of this weekday a week ago. One statement. */
export async function todayFigures(startOfToday: Date, now: Date): Promise<PeriodFigures[]> {
  return rows<PeriodFigures>(
    `with slots as (
       select back, :from::timestamptz - back * interval '1 day' as from_at,
         :to::timestamptz - back * interval '1 day' as to_at
       from unnest(array[0, 1, 7]) as back
     )
     select ${FIGURES} order by back`,
    { from: startOfToday, to: now }
  )
}

/** The figures of each day from the first one up to today, days without sales as zero. One statement. */
export async function dailyFigures(firstDay: Date, days: number): Promise<DayFigures[]> {
  return rows<DayFigures>(
    `with slots as (
       select n, :from::timestamptz + n * interval '1 day' as from_at,
         :from::timestamptz + (n + 1) * interval '1 day' as to_at
       from generate_series(0, :days::int - 1) as n
     )
     select to_char(from_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as day, ${FIGURES} order by n`,
    { from: firstDay, days }
  )
}

/** How many of the orders created since then are in each status, none counted beyond 10001. */
export async function statusFigures(since: Date): Promise<Record<OrderStatus, number>> {
  const counts = orderStatus.values.map(
    (status) => `(select count(*)::int from (select 1 from orders
      where status = '${status}' and created_at >= :since limit 10001) as counted) as "${status}"`
  )
  const found = await row<Record<OrderStatus, number>>(`select ${counts.join(', ')}`, { since })
  if (!found) throw new Error('counting answers one row')
  return found
}
