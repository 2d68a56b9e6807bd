import { LOW_STOCK_SQL } from '#insights/queries/low_stock'
import { MAX_COUNTED } from '#orders/queries/staff/list_orders'
import { orderConditions, type OrderFilters } from '#orders/queries/staff/order_filters'
import { row } from '#shared/rows'

export interface TodoFigures {
  to_ship: number
  /** of these: paid more than 24 hours ago */
  late: number
  unpaid: number
  refund_failed: number
  refund_processing: number
  payment_anomaly: number
  low_stock: number
  /** of these: nothing left */
  sold_out: number
}

const NO_FILTER: OrderFilters = {
  ...{ orderNumber: '', username: '', productName: '', contactName: '', phone: '' },
  ...{ logisticsNo: '', province: '', city: '', statuses: [] },
}

const FILTERS: Record<Exclude<keyof TodoFigures, 'low_stock' | 'sold_out'>, OrderFilters> = {
  to_ship: { ...NO_FILTER, statuses: ['paid'] },
  late: { ...NO_FILTER, waitingOver: 24 },
  unpaid: { ...NO_FILTER, statuses: ['pending'] },
  refund_failed: { ...NO_FILTER, afterSale: 'failed' },
  refund_processing: { ...NO_FILTER, afterSale: 'processing' },
  payment_anomaly: { ...NO_FILTER, paymentAnomaly: true },
}

/**
 * Work that waits, each figure by the very conditions of the list that its link opens. None is counted
 * further than one above 10000. One statement.
 */
export async function todoFigures(): Promise<TodoFigures> {
  const bindings: Record<string, unknown> = {}
  const counts = Object.entries(FILTERS).map(([name, filters]) => {
    const { where, bindings: own } = orderConditions(filters)
    const renamed = where.replace(/(?<!:):([a-z]\w*)/gi, `:${name}_$1`)
    for (const [key, value] of Object.entries(own)) bindings[`${name}_${key}`] = value
    return `(select count(*)::int from (select 1 from orders o where ${renamed}
      limit ${MAX_COUNTED + 1}) as counted) as ${name}`
  })
  const found = await row<TodoFigures>(
    `select ${counts.join(', ')}, stock.low_stock, stock.sold_out
     from (select count(*)::int as low_stock, count(*) filter (where stock = 0)::int as sold_out
       from (${LOW_STOCK_SQL} limit ${MAX_COUNTED + 1}) as low) as stock`,
    bindings
  )
  if (!found) throw new Error('counting answers one row')
  return found
}
