import type { Static } from 'typebox'
import type { Catalogue } from '#catalog/queries/read_catalogue'
import { publicUrl } from '#media/public_url'
import type { OrderLine, OrderView } from '#orders/queries/read_orders'
import { orderStatus } from '#shared/statuses'
import type { OrderItemSchema, OrderSchema } from '#transformers/order_schema'
import { productAnswer, skuAnswer, type Audience } from '#transformers/product_transformer'

/**
 * An order as the mini-program reads it. Nested products are priced for the viewer of this moment;
 * historical prices are in the lines.
 */
export function orderAnswer(
  order: OrderView,
  catalogue: Catalogue,
  audience: Audience
): Static<typeof OrderSchema> {
  const product = order.product_id === null ? null : catalogue.product(order.product_id)
  return {
    id: order.id,
    order_number: order.order_number,
    user: order.user_id,
    user_username: order.username,
    product: product && productAnswer(product, audience),
    items: order.items.map((line) => lineAnswer(line, catalogue, audience)),
    quantity: order.quantity,
    total_amount: order.total_amount,
    discount_amount: order.discount_amount,
    actual_amount: order.actual_amount,
    refunded_amount: order.refunded_amount,
    refundable_amount: order.refundable_amount,
    refund_pending: order.refund_pending,
    refund_action_required: order.refund_action_required,
    refund_locked: order.refund_locked,
    status: order.status,
    status_label: orderStatus.label(order.status),
    payment_method:
      order.payment_method === 'credit' ? 'credit' : (order.newest_method ?? 'unknown'),
    created_at: order.created_at,
    updated_at: order.updated_at,
    expires_at: order.expires_at,
    snapshot_contact_name: order.snapshot_contact_name,
    snapshot_phone: order.snapshot_phone,
    snapshot_address: order.snapshot_address,
    snapshot_province: order.snapshot_province,
    snapshot_city: order.snapshot_city,
    snapshot_district: order.snapshot_district,
    snapshot_town: order.snapshot_town,
    note: order.note,
    is_haier_order: isHaier(order),
    haier_order_info: haierInfo(order),
    logistics_info: logisticsInfo(order, audience.origin),
    invoice_info: null,
    return_info: null,
    distribution_time: order.distribution_time,
    install_time: order.install_time,
    is_delivery_install: order.is_delivery_install,
    is_government_order: order.is_government_order,
    cancel_reason: order.cancel_reason,
    cancelled_at: order.cancelled_at,
  }
}

/** The ids whose products and SKUs a page of orders embeds. */
export function embeddedIds(orders: OrderView[]): { productIds: number[]; skuIds: number[] } {
  const lines = orders.flatMap(({ items }) => items)
  return {
    productIds: [...new Set(lines.map(({ product_id: id }) => id))],
    skuIds: [...new Set(lines.flatMap(({ sku_id: id }) => (id === null ? [] : [id])))],
  }
}

function lineAnswer(
  line: OrderLine,
  catalogue: Catalogue,
  audience: Audience
): Static<typeof OrderItemSchema> {
  const product = catalogue.product(line.product_id)
  const sku = line.sku_id === null ? null : catalogue.sku(line.sku_id)
  return {
    id: line.id,
    product: product && productAnswer(product, audience),
    product_id: line.product_id,
    product_name: line.product_name,
    sku: sku && skuAnswer(sku, audience),
    sku_id: line.sku_id,
    sku_specs: line.sku_specs,
    sku_code: line.sku_code,
    quantity: line.quantity,
    unit_price: line.unit_price,
    discount_amount: line.discount_amount,
    actual_amount: line.actual_amount,
    snapshot_image: line.snapshot_image ? publicUrl(line.snapshot_image, audience.origin) : '',
    created_at: line.created_at,
  }
}

function isHaier({ items }: OrderView): boolean {
  return items.some(({ source }) => source === 'haier')
}

function haierInfo(order: OrderView): Static<typeof OrderSchema>['haier_order_info'] {
  const line = order.items.find(({ source }) => source === 'haier')
  if (!line) return null
  return {
    haier_order_no: order.haier_order_no,
    haier_so_id: order.haier_so_id ?? '',
    haier_status: order.haier_status,
    product_code: line.product_code ?? '',
  }
}

function logisticsInfo(
  order: OrderView,
  origin: string
): Static<typeof OrderSchema>['logistics_info'] {
  const images = order.delivery_images.map((image) => publicUrl(image, origin))
  const known = order.logistics_no || order.delivery_record_code || order.sn_code
  if (!known && images.length === 0) return null
  return {
    logistics_no: order.logistics_no,
    delivery_record_code: order.delivery_record_code,
    sn_code: order.sn_code,
    delivery_images: images,
  }
}
