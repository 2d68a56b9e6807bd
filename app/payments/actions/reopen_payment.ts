import db from '@adonisjs/lucid/services/db'
import { openPayment } from '#payments/actions/open_payment'
import { assertOnlinePaymentOpen } from '#payments/gateway'
import { lockOrder } from '#orders/queries/lock_order'
import type { Actor } from '#shared/actor'
import { DomainError, invalid } from '#shared/domain_error'
import { Money } from '#shared/money'
import { row } from '#shared/rows'

/**
 * The attempt with which an unpaid order can be paid now: the open one when there is one, else a new
 * one. @throws DomainError NOT_FOUND, INVALID_PAYMENT_AMOUNT, DUPLICATE_PAYMENT (409),
 * INVALID_ORDER_STATUS (409). Rule: docs/rules/payments.md
 */
export async function reopenPayment(input: {
  orderId: number
  ownerId: number
  by: Actor
  method: string
  amount?: Money
}): Promise<{ id: number; reused: boolean }> {
  if (input.method !== 'wechat') throw invalid('method', '目前只支持微信支付')
  assertOnlinePaymentOpen()
  return db.transaction(async (trx) => {
    const order = await lockOrder(input.orderId, trx, input.ownerId)
    if (order.status !== 'pending') {
      const paid = order.status !== 'cancelled'
      throw new DomainError(
        paid ? 'DUPLICATE_PAYMENT' : 'INVALID_ORDER_STATUS',
        paid ? '订单已支付，请勿重复付款' : '订单已关闭，请重新下单',
        { status: 409 }
      )
    }
    if (!order.expires_at || order.expires_at.getTime() <= Date.now())
      throw new DomainError('INVALID_ORDER_STATUS', '已超出付款期限，请重新下单', { status: 409 })
    if (input.amount && !input.amount.equals(Money.yuan(order.actual_amount)))
      throw new DomainError(
        'INVALID_PAYMENT_AMOUNT',
        `应付金额为 ¥${order.actual_amount}，请刷新后重试`
      )

    const open = await row<{ id: number }>(
      `select id from payments
       where order_id = ? and status in ('init', 'processing') and expires_at > now()`,
      [order.id],
      trx
    )
    if (open) return { id: open.id, reused: true }
    const { id } = await openPayment(order.id, input.by, trx)
    return { id, reused: false }
  })
}
