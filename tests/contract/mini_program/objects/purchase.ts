import { productFor, sku, type Audience } from './catalogue.js'
import {
  count,
  exactly,
  filledText,
  flag,
  id,
  instant,
  list,
  map,
  moneyS,
  nothing,
  nullable,
  object,
  oneOf,
  pieces,
  orderNumber,
  text,
  url,
  urlOrNone,
  type Shape,
} from '../shapes.js'

/** 8.15; the last two keys are the shop's own, the mini-program does not know them */
export function cart(audience: Audience): Shape {
  const item = object({
    id,
    product: productFor(audience),
    product_id: id,
    sku: nullable(sku),
    sku_id: nullable(id),
    sku_specs: map(text),
    quantity: pieces,
    available: flag,
    unavailable_reason: text,
  })
  return object({ id, user: id, items: list(item) })
}

/** 8.17 */
function orderItem(audience: Audience): Shape {
  return object({
    id,
    product: nullable(productFor(audience)),
    product_id: nullable(id),
    product_name: filledText,
    sku: nullable(sku),
    sku_id: nullable(id),
    sku_specs: map(text),
    sku_code: text,
    quantity: pieces,
    unit_price: moneyS,
    discount_amount: moneyS,
    actual_amount: moneyS,
    snapshot_image: urlOrNone,
    created_at: instant,
  })
}

export const ORDER_STATUSES = {
  pending: '待支付',
  paid: '待发货',
  shipped: '待收货',
  completed: '已完成',
  cancelled: '已取消',
  returning: '退货中',
  refunding: '退款中',
  refunded: '已退款',
}

const orderFields = (audience: Audience) => ({
  id,
  order_number: orderNumber,
  user: id,
  user_username: filledText,
  product: nullable(productFor(audience)),
  items: list(orderItem(audience)),
  quantity: pieces,
  total_amount: moneyS,
  discount_amount: moneyS,
  actual_amount: moneyS,
  refunded_amount: moneyS,
  refundable_amount: moneyS,
  refund_pending: flag,
  refund_action_required: flag,
  refund_locked: flag,
  status: oneOf(...Object.keys(ORDER_STATUSES)),
  status_label: oneOf(...Object.values(ORDER_STATUSES)),
  payment_method: oneOf('wechat', 'alipay', 'bank', 'credit', 'unknown'),
  created_at: instant,
  updated_at: instant,
  expires_at: nullable(instant),
  snapshot_contact_name: filledText,
  snapshot_phone: filledText,
  snapshot_address: filledText,
  snapshot_province: text,
  snapshot_city: text,
  snapshot_district: text,
  snapshot_town: text,
  note: text,
  is_haier_order: flag,
  haier_order_info: nullable(
    object({ haier_order_no: text, haier_so_id: text, haier_status: text, product_code: text })
  ),
  logistics_info: nullable(
    object({
      logistics_no: text,
      delivery_record_code: text,
      sn_code: text,
      delivery_images: list(url),
    })
  ),
  /** invoices and returns are not offered yet */
  invoice_info: nothing,
  return_info: nothing,
  distribution_time: nullable(instant),
  install_time: nullable(instant),
  is_delivery_install: flag,
  is_government_order: flag,
  cancel_reason: text,
  cancelled_at: nullable(instant),
})

/** 8.16, and that its parts agree */
export function order(audience: Audience): Shape {
  const keys = object(orderFields(audience))
  return (value, at) => [...keys(value, at), ...disagreements(value, at)]
}

/** 17.5; the last key is the shop's own, for orders that the supplier has to let go first */
export function cancelledOrder(audience: Audience): Shape {
  return object({
    ...orderFields(audience),
    refund_started: flag,
    refund_id: nullable(id),
    refund_error: nullable(filledText),
    refund_channel: nullable(oneOf('wechat', 'credit')),
    cancel_pending: flag,
  })
}

function disagreements(value: any, at: string): string[] {
  const fen = (amount: string) => Math.round(Number(amount) * 100)
  const sum = (of: (line: any) => number) =>
    value.items?.reduce((total: number, line: any) => total + of(line), 0)
  const said: [boolean, string][] = [
    [value.items?.length > 0, 'no lines'],
    [
      ORDER_STATUSES[value.status as keyof typeof ORDER_STATUSES] === value.status_label,
      'status_label is not the label of the status',
    ],
    [(value.status === 'pending') === (value.expires_at !== null), 'expires_at and status'],
    [sum(({ quantity }) => quantity) === value.quantity, 'quantity is not the sum of the lines'],
    [
      sum((line) => fen(line.unit_price) * line.quantity) === fen(value.total_amount),
      'total_amount is not the sum of the lines',
    ],
    [
      sum((line) => fen(line.actual_amount)) === fen(value.actual_amount),
      'actual_amount is not the sum of the lines',
    ],
    [
      fen(value.total_amount) - fen(value.discount_amount) === fen(value.actual_amount),
      'the amounts do not add up',
    ],
  ]
  return said.filter(([holds]) => !holds).map(([, problem]) => `${at}: ${problem}`)
}

/** 8.18; what lies behind an event is not for shoppers */
export const payment = object({
  id,
  order: id,
  amount: moneyS,
  method: oneOf('wechat', 'alipay', 'bank'),
  status: oneOf('init', 'processing', 'succeeded', 'failed', 'cancelled', 'expired'),
  created_at: instant,
  updated_at: instant,
  expires_at: instant,
  logs: list(object({ t: instant, event: filledText })),
})

/** 8.19 */
export const payParameters = object({
  timeStamp: filledText,
  nonceStr: filledText,
  package: filledText,
  signType: exactly('RSA'),
  paySign: filledText,
  appId: filledText,
  prepay_id: filledText,
  mchId: filledText,
  mch_id: filledText,
  total_fee: count,
  total: count,
  amount: moneyS,
  payment_id: id,
  order_number: orderNumber,
})

/** 17.1 */
export function checkout(audience: Audience): Shape {
  return object({
    order: order(audience),
    payment: nullable(payment),
    orders: list(order(audience)),
    payments: list(payment),
  })
}

/** 18.2, when a payment is open already */
export const reusedPayment = object({ detail: filledText, payment })
/** 18.4 */
export const startedPayment = object({ payment, pay_params: payParameters })
/** 18.5 */
export const syncedPayment = object({ payment, trade_state: nullable(filledText) })
