import { MAX_COUNTED } from '#orders/queries/staff/list_orders'
import { orderConditions } from '#orders/queries/staff/order_filters'
import { recall } from '#shared/recall'
import { row } from '#shared/rows'
import { orderStatus, type OrderStatus } from '#shared/statuses'

export type TabCounts = Record<OrderStatus | 'all' | 'after_sale', number>

/** The figures beside the tabs may be this old. */
const SECONDS = 3

const bounded = (where: string) =>
  `(select count(*)::int from (select 1 from orders o where ${where} limit ${MAX_COUNTED + 1}) as counted)`

const AFTER_SALE = orderConditions({
  ...{ orderNumber: '', username: '', productName: '', contactName: '', phone: '' },
  ...{ logisticsNo: '', province: '', city: '', statuses: [], afterSale: 'waiting' },
}).where

const SQL = `select ${orderStatus.values
  .map((status) => `${bounded(`o.status = '${status}'`)} as "${status}"`)
  .join(', ')}, ${bounded('true')} as "all", ${bounded(AFTER_SALE)} as after_sale`

/** How many orders stand behind each tab, none counted further than one above the limit. */
export function tabCounts(): Promise<TabCounts> {
  return recall('orders.tabs', SECONDS, async () => {
    const counted = await row<TabCounts>(SQL)
    if (!counted) throw new Error('counting answers one row')
    return counted
  })
}
