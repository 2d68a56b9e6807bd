import { row } from '#shared/rows'
import { isStaffRole } from '#shared/labels'

/** Work that waits, by counter key of the menu. A number above 10000 is not counted further. */
export async function menuCounts(role: string): Promise<Record<string, number>> {
  if (!isStaffRole(role)) return {}
  const found = await row<{ orders: number }>(
    `select count(*)::int as orders from (select 1 from orders where status = 'paid' limit 10001) as waiting`
  )
  return { orders: found?.orders ?? 0 }
}
