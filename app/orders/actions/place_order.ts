import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { lockStock } from '#orders/actions/lock_stock'
import { drawOrderNumber } from '#orders/order_number'
import type { Customer, DeliveryAddress, QuotedLine } from '#orders/queries/quote_order'
import type { Actor } from '#shared/actor'
import { DomainError } from '#shared/domain_error'
import { Money } from '#shared/money'
import { row } from '#shared/rows'

export interface OrderToPlace {
  customer: Customer
  by: Actor
  address: DeliveryAddress
  lines: QuotedLine[]
  note: string
  /** minutes until an unpaid order is cancelled */
  timeoutMinutes: number
  /** claims the idempotency key in the same statement; a second claim fails with the unique index */
  idempotency?: { route: string; key: string; requestHash: string }
}

export interface PlacedOrder {
  id: number
  orderNumber: string
  payable: Money
  expiresAt: Date
}

/**
 * Writes an online order with all its snapshots and takes its goods out of stock, in the caller's
 * transaction. @throws DomainError INSUFFICIENT_STOCK, INVALID_PAYMENT_AMOUNT
 * Rule: docs/rules/orders.md
 */
export async function placeOrder(
  order: OrderToPlace,
  trx: TransactionClientContract
): Promise<PlacedOrder> {
  const total = Money.sum(order.lines.map(({ gross }) => gross))
  const discount = Money.sum(order.lines.map(({ discount: part }) => part))
  const payable = total.minus(discount)
  if (payable.fen < 1)
    throw new DomainError('INVALID_PAYMENT_AMOUNT', '应付金额不能低于 0.01 元，请联系客服')

  const placed = await row<{ id: number; order_number: string; expires_at: Date }>(
    INSERT_ORDER,
    { ...amounts(order, total, discount, payable), ...snapshots(order), ...keys(order) },
    trx
  )
  if (!placed) throw new Error('the order was not inserted')
  await lockStock(placed.id, order.lines, order.by, trx)
  return {
    id: placed.id,
    orderNumber: placed.order_number,
    payable,
    expiresAt: placed.expires_at,
  }
}

/** Order, lines, first history row, audit and idempotency key: one statement, so one round trip. */
const INSERT_ORDER = `
  with placed as (
    insert into orders (order_number, user_id, product_id, quantity, total_amount, discount_amount,
      actual_amount, status, payment_method, expires_at, snapshot_contact_name, snapshot_phone,
      snapshot_address, snapshot_province, snapshot_city, snapshot_district, snapshot_town, note)
    values (:orderNumber, :userId, :firstProductId, :quantity, :total::numeric, :discount::numeric,
      :payable::numeric, 'pending', 'online', now() + :timeoutMinutes::int * interval '1 minute',
      :contactName, :phone, :addressText, :province, :city, :district, :town, :note)
    returning id, order_number, expires_at
  ), lines as (
    insert into order_items (order_id, product_id, sku_id, product_name, sku_specs, sku_code,
      quantity, unit_price, discount_amount, actual_amount, snapshot_image, source, product_code,
      locked_quantity)
    select placed.id, line.product_id, line.sku_id, line.product_name, line.sku_specs, line.sku_code,
      line.quantity, line.unit_price, line.discount_amount, line.actual_amount, line.snapshot_image,
      line.source, line.product_code, line.locked_quantity
    from placed, jsonb_to_recordset(:lines::jsonb) as line (product_id bigint, sku_id bigint,
      product_name text, sku_specs jsonb, sku_code text, quantity int, unit_price numeric,
      discount_amount numeric, actual_amount numeric, snapshot_image text, source text,
      product_code text, locked_quantity int)
  ), history as (
    insert into order_status_histories (order_id, to_status, operator_id)
    select id, 'pending', :operatorId from placed
  ), audited as (
    insert into audit_logs (event, actor_id, actor_role, entity, entity_id, after, ip, request_id)
    select 'order_created', :operatorId, :operatorRole, 'order', id,
      jsonb_build_object('order_number', order_number, 'actual_amount', :payable::text),
      :ip, :requestId
    from placed
  ), claimed as (
    insert into idempotency_keys (user_id, route, key, request_hash, response)
    select :operatorId, :route, :key, :requestHash, jsonb_build_object('order_id', id)
    from placed where :key::text is not null
  )
  select id, order_number, expires_at from placed`

function amounts(order: OrderToPlace, total: Money, discount: Money, payable: Money) {
  return {
    orderNumber: drawOrderNumber(),
    userId: order.customer.id,
    firstProductId: order.lines[0].productId,
    quantity: order.lines.reduce((sum, { quantity }) => sum + quantity, 0),
    total: total.toString(),
    discount: discount.toString(),
    payable: payable.toString(),
    timeoutMinutes: order.timeoutMinutes,
    lines: JSON.stringify(order.lines.map(lineRow)),
  }
}

function lineRow(line: QuotedLine) {
  return {
    product_id: line.productId,
    sku_id: line.skuId,
    product_name: line.productName,
    sku_specs: line.skuSpecs,
    sku_code: line.skuCode,
    quantity: line.quantity,
    unit_price: line.unitPrice,
    discount_amount: line.discount,
    actual_amount: line.payable,
    snapshot_image: line.snapshotImage,
    source: line.source,
    product_code: line.productCode,
    locked_quantity: line.source === 'local' ? line.quantity : 0,
  }
}

function snapshots({ address, note }: OrderToPlace) {
  return {
    contactName: address.contact_name,
    phone: address.phone,
    addressText: [address.province, address.city, address.district, address.detail].join(' '),
    province: address.province,
    city: address.city,
    district: address.district,
    town: address.town,
    note,
  }
}

function keys({ by, idempotency }: OrderToPlace) {
  return {
    operatorId: by.id,
    operatorRole: by.role,
    ip: by.ip ?? '',
    requestId: by.requestId ?? '',
    route: idempotency?.route ?? null,
    key: idempotency?.key ?? null,
    requestHash: idempotency?.requestHash ?? null,
  }
}
