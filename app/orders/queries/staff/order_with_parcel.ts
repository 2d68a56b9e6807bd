import { row } from '#shared/rows'

/** The number of another order that was sent under this parcel number, or null. */
export async function orderWithParcel(
  logisticsNo: string,
  exceptId: number
): Promise<string | null> {
  const found = await row<{ order_number: string }>(
    `select order_number from orders
     where logistics_no = ? and logistics_no <> '' and id <> ? order by id desc limit 1`,
    [logisticsNo, exceptId]
  )
  return found?.order_number ?? null
}
