import { transitionOrder } from '#orders/actions/transition_order'
import { lockOrder, type LockedOrder } from '#orders/queries/lock_order'
import type { Actor } from '#shared/actor'
import { DomainError, invalid } from '#shared/domain_error'
import { inTransaction, row } from '#shared/rows'

export interface Shipment {
  orderId: number
  /** parcel number, 1–100 characters */
  logisticsNo: string
  expressCompany?: string
  note?: string
  /** required when supplier lines were never handed over */
  overrideReason?: string
  by: Actor
}

/**
 * Hands a paid order to the carrier; one shipment ships the whole order.
 * @throws DomainError VALIDATION_ERROR, INVALID_ORDER_STATUS, BUSINESS_ERROR. Rule: docs/rules/orders.md
 */
export async function shipOrder(shipment: Shipment): Promise<LockedOrder> {
  const logisticsNo = shipment.logisticsNo.trim()
  if (!logisticsNo) throw invalid('logistics_no', '请输入物流单号')
  if (logisticsNo.length > 100) throw invalid('logistics_no', '物流单号不能超过 100 个字符')
  return inTransaction(undefined, async (trx) => {
    const order = await lockOrder(shipment.orderId, trx)
    if (order.cancel_requested_at)
      throw new DomainError('BUSINESS_ERROR', '该订单正在等待取消，不能发货')
    const supply = await row<{ waiting: boolean; out_of_stock: boolean }>(
      `select o.supply_state = 'out_of_stock' as out_of_stock,
         exists (select 1 from order_items where order_id = o.id and source = 'haier')
         and o.supply_state not in ('sent', 'confirmed', 'dispatched', 'delivered') as waiting
       from orders o where o.id = ?`,
      [order.id],
      trx
    )
    if (supply?.out_of_stock)
      throw new DomainError('BUSINESS_ERROR', '海尔商品缺货，不能发货，请联系客户处理')
    if (supply?.waiting && order.status === 'paid' && !shipment.overrideReason?.trim())
      throw invalid('override_reason', '海尔商品尚未推送，请填写仍要发货的原因')
    return transitionOrder(
      order,
      {
        to: 'shipped',
        by: shipment.by,
        note: shipment.note?.trim() || `物流单号 ${logisticsNo}`,
        reason: shipment.overrideReason?.trim(),
        changes: {
          shipped_at: new Date(),
          logistics_no: logisticsNo,
          express_company: shipment.expressCompany?.trim().slice(0, 50) ?? '',
        },
      },
      trx
    )
  })
}
