import {
  AFTER_SALES,
  ORDER_SOURCES,
  PAYMENT_WAYS,
  type OrderFilters,
} from '#orders/queries/staff/order_filters'
import { ORDER_SORTS, type OrderSort } from '#orders/queries/staff/list_orders'
import { SUPPLY_STATES } from '#shared/labels'
import { Money } from '#shared/money'
import { readInteger, readText } from '#shared/paging'
import { addDays, startOfDay } from '#shared/shanghai'
import { orderStatus, type OrderStatus } from '#shared/statuses'

export interface OrderListInput {
  filters: OrderFilters
  sort: OrderSort
  /** what was typed, by name, for the form; wrong values too */
  typed: Record<string, string>
  statuses: string[]
  /** names of the filters that were wrong and therefore ignored */
  invalid: string[]
}

const TEXTS = {
  order_number: 'orderNumber',
  username: 'username',
  product_name: 'productName',
  contact_name: 'contactName',
  phone: 'phone',
  logistics_no: 'logisticsNo',
  province: 'province',
  city: 'city',
} as const

/** Reads the address of the order list. What is wrong is reported and left out, never an error page. */
export function readOrderList(query: Record<string, unknown>): OrderListInput {
  const invalid: string[] = []
  const typed: Record<string, string> = {}
  const read = <T>(name: string, parse: (text: string) => T | undefined): T | undefined => {
    const text = readText(query[name], 100)
    if (text === '') return undefined
    typed[name] = text
    const value = parse(text)
    if (value === undefined) invalid.push(name)
    return value
  }
  const one =
    <T extends string>(values: readonly T[]) =>
    (text: string) =>
      values.find((value) => value === text)

  const filters = { statuses: [] } as unknown as OrderFilters
  for (const [name, key] of Object.entries(TEXTS)) filters[key] = read(name, (text) => text) ?? ''
  const statuses = readStatuses(query.status)
  filters.statuses = statuses.filter((status): status is OrderStatus => orderStatus.is(status))
  if (filters.statuses.length < statuses.length) invalid.push('status')

  filters.createdFrom = read('created_after', day)
  filters.createdTo = read('created_before', (text) => day(text) && startOfDay(addDays(text, 1)))
  filters.amountMin = read('amount_min', amount)
  filters.amountMax = read('amount_max', amount)
  filters.paymentMethod = read('payment_method', one(PAYMENT_WAYS))
  filters.source = read('source', one(ORDER_SOURCES))
  filters.supplyState = read('supply_state', one(Object.keys(SUPPLY_STATES)))
  filters.afterSale = read('after_sale', one(AFTER_SALES))
  filters.userId = read('user_id', (text) => positive(readInteger(text)))
  filters.waitingOver = read('waiting_over', (text) =>
    positive(Number(/^(\d{1,3})h$/.exec(text)?.[1] ?? 0))
  )
  filters.paymentAnomaly = read('payment_anomaly', (text) => (text === '1' ? true : undefined))
  dropCrossed(filters, invalid)
  const sort = read('sort', one(Object.keys(ORDER_SORTS) as OrderSort[])) ?? '-created_at'
  return { filters, sort, typed, statuses, invalid }
}

/** A range whose ends are crossed would find nothing without saying why. */
function dropCrossed(filters: OrderFilters, invalid: string[]): void {
  const { createdFrom, createdTo, amountMin, amountMax } = filters
  if (createdFrom && createdTo && createdFrom >= createdTo) {
    filters.createdFrom = filters.createdTo = undefined
    invalid.push('created_after', 'created_before')
  }
  if (amountMin && amountMax && amountMin.fen > amountMax.fen) {
    filters.amountMin = filters.amountMax = undefined
    invalid.push('amount_min', 'amount_max')
  }
}

/** Several by repetition or by comma. */
function readStatuses(value: unknown): string[] {
  const texts = Array.isArray(value) ? value : [value]
  const parts = texts.flatMap((text) => readText(text).split(','))
  return [...new Set(parts.map((part) => part.trim()).filter(Boolean))]
}

/** A day of this century: a date field lets people type others, which no order can have. */
function day(text: string): Date | undefined {
  if (!/^20\d{2}-/.test(text)) return undefined
  try {
    return startOfDay(text)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function amount(text: string): Money | undefined {
  const parsed = Money.parse(text)
  return parsed && parsed.fen >= 0 ? parsed : undefined
}

function positive(value: number | undefined): number | undefined {
  return value !== undefined && value > 0 ? value : undefined
}
