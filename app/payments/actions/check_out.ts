import { createHash } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import { placeOrder, type OrderToPlace } from '#orders/actions/place_order'
import { mergeLines, quoteOrder, type Customer, type WantedLine } from '#orders/queries/quote_order'
import { openPayment } from '#payments/actions/open_payment'
import { assertOnlinePaymentOpen } from '#payments/gateway'
import type { PaymentView } from '#payments/payment_view'
import type { Actor } from '#shared/actor'
import { isUniqueViolation } from '#shared/database_errors'
import { DomainError, invalid } from '#shared/domain_error'
import { row } from '#shared/rows'
import settings from '#start/env'

export interface Checkout {
  customer: Customer
  by: Actor
  lines: WantedLine[]
  addressId: number
  note: string
  paymentMethod: 'online' | 'credit'
  method: string
  /** the same key and content give the same order again, whatever happens in between */
  idempotencyKey?: string
}

const ROUTE = 'orders.create'
const ORDER_NUMBER_TRIES = 5

export interface CheckedOut {
  orderId: number
  /** null when a repeated submit found the order of the first one */
  payment: PaymentView | null
}

/**
 * One order with its first payment from the chosen lines: all of it or nothing.
 * @throws DomainError for everything that cannot be bought, delivered or paid. Rule: docs/rules/orders.md
 */
export async function checkOut(checkout: Checkout): Promise<CheckedOut> {
  refuseUnsupportedPayment(checkout)
  const lines = mergeLines(checkout.lines)
  const idempotency = idempotencyOf(checkout, lines)
  const repeated = idempotency && (await findRepeated(checkout.by, idempotency))
  if (repeated) return { orderId: repeated, payment: null }

  const quote = await quoteOrder(checkout.customer, checkout.addressId, lines)
  if (quote.lines.some(({ source }) => source === 'haier'))
    throw new DomainError('SUPPLIER_API_ERROR', '暂时无法确认海尔商品的库存，请稍后再试', {
      status: 503,
    })

  const order: OrderToPlace = {
    customer: checkout.customer,
    by: checkout.by,
    address: quote.address,
    lines: quote.lines,
    note: checkout.note,
    timeoutMinutes: settings.orders.paymentTimeoutMinutes,
    idempotency,
  }
  return write(order)
}

/** Draws another number on a collision; a claimed idempotency key means that somebody was faster. */
async function write(order: OrderToPlace): Promise<CheckedOut> {
  for (let attempt = 1; ; attempt++)
    try {
      return await db.transaction(async (trx) => {
        const placed = await placeOrder(order, trx)
        const payment = await openPayment(placed.id, order.by, trx)
        return { orderId: placed.id, payment }
      })
    } catch (error) {
      if (order.idempotency && isUniqueViolation(error, 'idempotency_keys_user_id_route_key_key')) {
        const first = await findRepeated(order.by, order.idempotency)
        if (first) return { orderId: first, payment: null }
      } else if (
        !isUniqueViolation(error, 'orders_order_number_key') ||
        attempt === ORDER_NUMBER_TRIES
      )
        throw error
    }
}

type Idempotency = NonNullable<OrderToPlace['idempotency']>

function idempotencyOf(checkout: Checkout, lines: WantedLine[]): Idempotency | undefined {
  const key = checkout.idempotencyKey
  if (key === undefined) return undefined
  if (key.length < 1 || key.length > 100)
    throw invalid('idempotency_key', '幂等键应为 1 到 100 个字符')
  const content = [
    checkout.customer.id,
    lines,
    checkout.addressId,
    checkout.note,
    checkout.paymentMethod,
    checkout.method,
  ]
  const requestHash = createHash('sha256').update(JSON.stringify(content)).digest('hex')
  return { route: ROUTE, key, requestHash }
}

/** @throws DomainError RESOURCE_CONFLICT (409) when the key was used for something else */
async function findRepeated(by: Actor, { route, key, requestHash }: Idempotency) {
  const claimed = await row<{ request_hash: string; response: { order_id: number } }>(
    `select request_hash, response from idempotency_keys
     where user_id = ? and route = ? and key = ?`,
    [by.id, route, key]
  )
  if (!claimed) return undefined
  if (claimed.request_hash !== requestHash)
    throw new DomainError('RESOURCE_CONFLICT', '这次提交与之前的内容不一致，请刷新后重新下单', {
      status: 409,
    })
  return claimed.response.order_id
}

function refuseUnsupportedPayment({ paymentMethod, method, customer }: Checkout) {
  if (paymentMethod === 'credit') {
    const message =
      customer.role === 'dealer' ? '信用账户尚未开通，请选择在线支付' : '只有经销商可以使用信用支付'
    throw new DomainError('CREDIT_NOT_AVAILABLE', message)
  }
  if (method !== 'wechat') throw invalid('method', '目前只支持微信支付')
  assertOnlinePaymentOpen()
}
