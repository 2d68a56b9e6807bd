import type { Money } from '#shared/money'
import { contains } from '#shared/sql'
import type { OrderStatus } from '#shared/statuses'

export const PAYMENT_WAYS = ['wechat', 'credit', 'unknown'] as const
export const ORDER_SOURCES = ['local', 'haier', 'mixed'] as const
export const AFTER_SALES = ['waiting', 'refund', 'processing', 'failed'] as const

/** What staff may look for; '' and undefined mean "any". Rule: docs/rules/statuses.md */
export interface OrderFilters {
  orderNumber: string
  username: string
  productName: string
  contactName: string
  phone: string
  logisticsNo: string
  province: string
  city: string
  statuses: OrderStatus[]
  /** half-open window of instants */
  createdFrom?: Date
  createdTo?: Date
  paymentMethod?: (typeof PAYMENT_WAYS)[number]
  source?: (typeof ORDER_SOURCES)[number]
  supplyState?: string
  amountMin?: Money
  amountMax?: Money
  userId?: number
  afterSale?: (typeof AFTER_SALES)[number]
  /** paid, not sent, and waiting for more than so many hours */
  waitingOver?: number
  /** money came late, twice or in a wrong amount, and has not gone back */
  paymentAnomaly?: boolean
}

/** A refund that waits for a person: to be decided, or failed with nothing tried since. */
export const REFUND_WAITS = `(r.status = 'pending' or (r.status = 'failed' and not r.rejected
  and not exists (select 1 from refunds n where n.payment_id = r.payment_id and n.id > r.id)))`

const REFUND_FAILED = `r.status = 'failed' and not r.rejected
  and not exists (select 1 from refunds n where n.payment_id = r.payment_id and n.id > r.id)`

const HAIER = `(select order_id from order_items where source = 'haier')`
const HAS_LOCAL = `exists (select 1 from order_items i where i.order_id = o.id and i.source = 'local')`

const refundsWhere = (condition: string) =>
  `o.id in (select r.order_id from refunds r where ${condition})`

const AFTER_SALE_SQL: Record<NonNullable<OrderFilters['afterSale']>, string> = {
  waiting: refundsWhere(`r.status in ('pending', 'failed') and ${REFUND_WAITS}`),
  refund: refundsWhere('true'),
  processing: refundsWhere(`r.status = 'processing'`),
  failed: refundsWhere(REFUND_FAILED),
}

const SOURCE_SQL: Record<NonNullable<OrderFilters['source']>, string> = {
  local: `o.id not in ${HAIER}`,
  haier: `o.id in ${HAIER} and not ${HAS_LOCAL}`,
  mixed: `o.id in ${HAIER} and ${HAS_LOCAL}`,
}

const PAYMENT_SQL: Record<NonNullable<OrderFilters['paymentMethod']>, string> = {
  wechat: `o.payment_method = 'online' and o.paid_at is not null`,
  credit: `o.payment_method = 'credit'`,
  unknown: `o.payment_method = 'online' and o.paid_at is null`,
}

const PAYMENT_ANOMALY_SQL = `o.id in (select p.order_id from payments p where p.anomaly is not null
  and not exists (select 1 from refunds r where r.payment_id = p.id and r.status = 'succeeded'))`

/** Names are found by their characters and pairs (`text_grams`), and then looked at once more. */
const named = (column: string, binding: string) =>
  `text_grams(${column}) @> text_grams(:${binding}) and strpos(lower(${column}), lower(:${binding})) > 0`

export interface Conditions {
  /** SQL over `orders o`, constant for a set of filters */
  where: string
  bindings: Record<string, unknown>
}

/** The filters as SQL with named bindings; every condition is served by an index. */
export function orderConditions(filters: OrderFilters): Conditions {
  const parts: string[] = []
  const bindings: Record<string, unknown> = {}
  const add = (sql: string, values: Record<string, unknown> = {}) => {
    parts.push(sql)
    Object.assign(bindings, values)
  }
  addTexts(filters, add)
  const { statuses, createdFrom, createdTo, amountMin, amountMax, userId } = filters
  if (statuses.length === 1) add('o.status = :status', { status: statuses[0] })
  if (statuses.length > 1) add('o.status = any(:statuses)', { statuses })
  if (createdFrom) add('o.created_at >= :createdFrom', { createdFrom })
  if (createdTo) add('o.created_at < :createdTo', { createdTo })
  if (amountMin) add('o.actual_amount >= :amountMin::numeric', { amountMin })
  if (amountMax) add('o.actual_amount <= :amountMax::numeric', { amountMax })
  if (userId) add('o.user_id = :userId', { userId })
  if (filters.paymentMethod) add(PAYMENT_SQL[filters.paymentMethod])
  if (filters.source) add(SOURCE_SQL[filters.source])
  if (filters.supplyState === 'none') add(`o.supply_state = 'none' and o.id in ${HAIER}`)
  else if (filters.supplyState)
    add('o.supply_state = :supplyState', { supplyState: filters.supplyState })
  if (filters.afterSale) add(AFTER_SALE_SQL[filters.afterSale])
  if (filters.waitingOver)
    add(`o.status = 'paid' and o.paid_at < now() - :waitingOver::int * interval '1 hour'`, {
      waitingOver: filters.waitingOver,
    })
  if (filters.paymentAnomaly) add(PAYMENT_ANOMALY_SQL)
  return { where: parts.length > 0 ? parts.join(' and ') : 'true', bindings }
}

type Add = (sql: string, values?: Record<string, unknown>) => void

function addTexts(filters: OrderFilters, add: Add): void {
  const { orderNumber, username, productName, contactName } = filters
  if (/^\d{16}$/.test(orderNumber)) add('o.order_number = :orderNumber', { orderNumber })
  else if (orderNumber)
    add('o.order_number ilike :orderNumber', { orderNumber: contains(orderNumber) })
  if (username)
    add(`o.user_id in (select id from users where ${named('username', 'username')})`, { username })
  if (productName)
    add(
      `o.id in (select order_id from order_items where ${named('product_name', 'productName')})`,
      {
        productName,
      }
    )
  if (contactName) add(named('o.snapshot_contact_name', 'contactName'), { contactName })
  if (filters.phone) add('o.snapshot_phone ilike :phone', { phone: contains(filters.phone) })
  if (filters.logisticsNo)
    add(`o.logistics_no <> '' and o.logistics_no ilike :logisticsNo`, {
      logisticsNo: contains(filters.logisticsNo),
    })
  if (filters.province) add('o.snapshot_province = :province', { province: filters.province })
  if (filters.city) add('o.snapshot_city = :city', { city: filters.city })
}
