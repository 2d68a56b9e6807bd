import { tabCounts } from '#orders/queries/staff/tab_counts'
import { isStaffRole } from '#shared/labels'

/** Work that waits, by counter key of the menu. A number above 10000 is not counted further. */
export async function menuCounts(role: string): Promise<Record<string, number>> {
  if (!isStaffRole(role)) return {}
  const { paid } = await tabCounts()
  return { orders: paid }
}
