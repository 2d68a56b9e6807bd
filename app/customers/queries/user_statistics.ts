import { Money } from '#shared/money'
import { row } from '#shared/rows'

export interface UserStatistics {
  ordersCount: number
  completedOrdersCount: number
  pendingOrdersCount: number
  /** sum of `total_amount` over completed orders */
  totalSpent: Money
}

interface Counts {
  orders: number
  completed: number
  pending: number
  spent: string
}

const COUNT = `
  select count(*) as orders,
    count(*) filter (where status = 'completed') as completed,
    count(*) filter (where status = 'pending') as pending,
    coalesce(sum(total_amount) filter (where status = 'completed'), 0)::text as spent
  from orders where user_id = ?`

/** How much a person ordered so far. */
export async function userStatistics(userId: number): Promise<UserStatistics> {
  const counts = await row<Counts>(COUNT, [userId])
  return {
    ordersCount: counts?.orders ?? 0,
    completedOrdersCount: counts?.completed ?? 0,
    pendingOrdersCount: counts?.pending ?? 0,
    totalSpent: Money.yuan(counts?.spent ?? '0'),
  }
}
