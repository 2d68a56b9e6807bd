import { row } from '#shared/rows'
import { shipOrder } from '#orders/actions/ship_order'
import { SYSTEM } from '#shared/actor'
import { productOnSale, type TestProduct } from '#tests/helpers/purchase'
import { control, payAtWechat } from '#tests/helpers/sandbox'
import type { MiniProgram } from './client.js'
import { HOME } from './stage.js'

/** Writes an address as the form does and answers its id. */
export async function addAddress(app: MiniProgram): Promise<number> {
  const { data } = await app.post('/addresses/', HOME)
  return data.id
}

/** What the confirm screen sends; keys of no value stay in, as the client sends them. */
export function checkoutOf(addressId: number, ...lines: (TestProduct & { quantity?: number })[]) {
  return {
    items: lines.map(({ id, skuId, quantity = 1 }) => ({
      product_id: id,
      quantity,
      sku_id: skuId ?? undefined,
    })),
    address_id: addressId,
    note: '',
    payment_method: 'online',
    method: 'wechat',
  }
}

export interface Bought {
  /** the order as it was answered */
  order: any
  payment: any
  product: TestProduct
}

/** Orders one product, a new one unless it is given. */
export async function buy(app: MiniProgram, given?: TestProduct): Promise<Bought> {
  const product = given ?? (await productOnSale({ price: '3599.10' }))
  const addressId = await addAddress(app)
  const { data } = await app.post('/orders/create_batch_orders/', checkoutOf(addressId, product))
  return { order: data.order, payment: data.payment, product }
}

/** Orders and pays; the message of WeChat has arrived. */
export async function buyAndPay(app: MiniProgram, given?: TestProduct): Promise<Bought> {
  const bought = await buy(app, given)
  await app.post(`/payments/${bought.payment.id}/start/`, { provider: 'wechat' })
  await payAtWechat(await tradeNumber(bought.payment.id))
  return bought
}

export async function buyAndReceive(app: MiniProgram): Promise<Bought> {
  const bought = await buyAndPay(app)
  await ship(bought.order.id)
  await app.patch(`/orders/${bought.order.id}/confirm_receipt/`)
  return bought
}

export function ship(orderId: number) {
  return shipOrder({ orderId, logisticsNo: 'SF1423099887766', by: SYSTEM })
}

/** Under which number WeChat knows a payment. */
export async function tradeNumber(paymentId: number): Promise<string> {
  const found = await row<{ out_trade_no: string }>(
    `select out_trade_no from payments where id = ?`,
    [paymentId]
  )
  if (!found) throw new Error('no such payment')
  return found.out_trade_no
}

/** WeChat finishes a refund and says so. */
export function settleRefund(orderNumber: string, refundId: number) {
  const path = `/__sandbox/pay/refunds/${orderNumber}-R${refundId}/settle`
  return control('POST', path, { status: 'SUCCESS' })
}
