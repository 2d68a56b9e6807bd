import db from '@adonisjs/lucid/services/db'
import { completeOrder } from '#orders/actions/complete_order'
import { shipOrder } from '#orders/actions/ship_order'
import { transitionOrder } from '#orders/actions/transition_order'
import { lockOrder } from '#orders/queries/lock_order'
import { cancelOrders } from '#orders/actions/cancel_orders'
import { checkOut } from '#payments/actions/check_out'
import { applyRefundResult } from '#payments/actions/apply_refund_result'
import { createAutomaticRefund } from '#payments/actions/create_refund'
import { endAttempts } from '#payments/actions/end_attempt'
import { recordPayment } from '#payments/actions/record_payment'
import { lockPayment } from '#payments/queries/lock_payment'
import { SYSTEM } from '#shared/actor'
import type { UserRole } from '#shared/labels'
import { Money } from '#shared/money'
import { row, rows } from '#shared/rows'
import { toShanghaiSeconds } from '#shared/shanghai'
import settings from '#start/env'
import { setBack } from './clocks.js'
import { seededRandom } from './random.js'

/** How far a demo order goes, and how often. */
const ENDS = [
  ['completed', 26],
  ['shipped', 8],
  ['paid', 9],
  ['cancelled', 5],
  ['refunded', 3],
  ['refunding', 1],
  ['pending', 2],
] as const

type End = (typeof ENDS)[number][0]

interface Buyer {
  id: number
  role: UserRole
  openid: string | null
  address_id: number
}

interface Buyable {
  product_id: number
  sku_id: number | null
}

/**
 * Demo orders in every status that a shop without returns can have, through the same actions as real
 * ones; only their clocks are set back afterwards, so that charts and ages look like a shop's.
 */
export async function seedDemoOrders(report: (line: string) => void): Promise<void> {
  const random = seededRandom(20_261)
  const buyers = await rows<Buyer>(
    `select u.id, u.role, u.openid, a.id as address_id from users u
     join lateral (select id from addresses where user_id = u.id order by id limit 1) a on true
     where u.role in ('individual', 'dealer') order by u.id`
  )
  const goods = await rows<Buyable>(
    `select p.id as product_id, s.id as sku_id
     from products p
     left join lateral (select id from product_skus where product_id = p.id and is_active
       and stock > 20 order by id limit 1) s on true
     where p.is_active and p.source = 'local' and (s.id is not null or (p.stock > 20
       and not exists (select 1 from product_skus o where o.product_id = p.id and o.is_active)))
     order by p.id`
  )
  const ends = ENDS.flatMap(([end, count]) => Array.from({ length: count }, () => end))
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)]
  for (const [index, end] of ends.entries()) {
    const lines = Array.from({ length: random() < 0.25 ? 2 : 1 }, () => ({
      productId: 0,
      skuId: null as number | null,
      quantity: random() < 0.2 ? 2 : 1,
    }))
    for (const line of lines) {
      const { product_id: productId, sku_id: skuId } = pick(goods)
      Object.assign(line, { productId, skuId })
    }
    const { orderId } = await place(pick(buyers), lines, index)
    if (end !== 'pending') await lead(orderId, end)
    await setBack(orderId, hoursAgo(end, random()))
  }
  report(`已写入 ${ends.length} 个演示订单`)
}

function place(buyer: Buyer, lines: Parameters<typeof checkOut>[0]['lines'], index: number) {
  return checkOut({
    customer: { id: buyer.id, role: buyer.role },
    by: { id: buyer.id, role: buyer.role },
    lines,
    addressId: buyer.address_id,
    note: index % 7 === 0 ? '送货前请先打电话' : '',
    paymentMethod: 'online',
    method: 'wechat',
  })
}

/** Leads an order on from `pending`, step by step. */
async function lead(orderId: number, end: Exclude<End, 'pending'>) {
  if (end === 'cancelled') return cancelUnpaid(orderId)
  await pay(orderId)
  if (end === 'refunding' || end === 'refunded') return refund(orderId, end)
  if (end === 'paid') return
  await shipOrder({
    orderId,
    logisticsNo: `SF${String(1_400_000_000_000 + orderId * 7919)}`,
    expressCompany: '顺丰速运',
    by: SYSTEM,
  })
  if (end === 'completed') await completeOrder({ orderId, by: SYSTEM, note: '确认收货' })
}

async function cancelUnpaid(orderId: number) {
  await db.transaction(async (trx) => {
    const order = await lockOrder(orderId, trx)
    const payment = await paymentOf(orderId)
    await endAttempts([payment.id], 'expired', trx)
    const words = {
      by: SYSTEM,
      reason: '超时未支付，系统自动取消',
      note: '超时未支付',
      auditReason: 'payment_timeout',
    }
    await cancelOrders([order], words, trx)
  })
}

function paymentOf(orderId: number) {
  return row<{ id: number; amount: string; out_trade_no: string; openid: string | null }>(
    `select p.id, p.amount, p.out_trade_no, u.openid from payments p
     join orders o on o.id = p.order_id join users u on u.id = o.user_id where p.order_id = ?`,
    [orderId]
  ).then((payment) => {
    if (!payment) throw new Error('a demo order has no payment')
    return payment
  })
}

/** What WeChat would have said of a payment that succeeded. */
async function pay(orderId: number) {
  const payment = await paymentOf(orderId)
  await db.transaction((trx) =>
    recordPayment(
      {
        appid: settings.wechat.appid,
        mchid: settings.wechatPay.merchantId,
        out_trade_no: payment.out_trade_no,
        transaction_id: `42000029${String(orderId).padStart(20, '0')}`,
        trade_state: 'SUCCESS',
        success_time: toShanghaiSeconds(new Date()),
        payer: payment.openid ? { openid: payment.openid } : undefined,
        amount: { total: Money.yuan(payment.amount).fen, currency: 'CNY' },
      },
      trx
    )
  )
}

async function refund(orderId: number, end: 'refunding' | 'refunded') {
  const { id } = await paymentOf(orderId)
  await db.transaction(async (trx) => {
    const order = await lockOrder(orderId, trx)
    const payment = await lockPayment(id, trx)
    if (!payment) throw new Error('a demo order has no payment')
    const changes = { status_before_refund: order.status, cancel_reason: '拍错了，重新下单' }
    await transitionOrder(
      order,
      { to: 'refunding', by: SYSTEM, note: '取消订单，原路退款', changes },
      trx
    )
    const refundId = await createAutomaticRefund(payment, 'cancel', trx)
    if (refundId === null || end === 'refunding') return
    const fen = Money.yuan(payment.amount).fen
    await applyRefundResult(
      refundId,
      {
        out_refund_no: `${order.order_number}-R${refundId}`,
        refund_id: `50000029${String(refundId).padStart(20, '0')}`,
        out_trade_no: payment.out_trade_no,
        transaction_id: payment.transaction_id ?? '',
        status: 'SUCCESS',
        amount: { total: fen, refund: fen },
      },
      trx
    )
  })
}

function hoursAgo(end: End, share: number): number {
  if (end === 'pending') return share * 0.1
  if (end === 'paid' || end === 'refunding') return 1 + share * 40
  if (end === 'shipped') return 24 + share * 100
  return 48 + share * 24 * 26
}
