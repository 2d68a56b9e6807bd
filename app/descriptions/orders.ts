import { orderExample } from '#descriptions/examples/order'
import { pageExample } from '#descriptions/examples/page'
import { paymentExample } from '#descriptions/examples/payment'
import type { Description } from '#openapi/describe'
import { nullable, object, pageOf, paging, text } from '#openapi/schemas'
import { Type } from '#openapi/type'
import { CancelledOrderSchema, OrderSchema } from '#transformers/order_schema'
import { PaymentSchema } from '#transformers/payment_schema'
import {
  cancellationValidator,
  checkoutValidator,
  receiptValidator,
  shortCheckoutValidator,
} from '#validators/order'

const tag = '订单'

const bodyExample = {
  items: [{ product_id: 318, sku_id: 771, quantity: 1 }],
  address_id: 88,
  note: '周末送货',
  payment_method: 'online',
  method: 'wechat',
}

const checkoutRefusals: Description['refusals'] = {
  400: [
    'VALIDATION_ERROR',
    'BUSINESS_ERROR',
    'INSUFFICIENT_STOCK',
    'INVALID_PAYMENT_AMOUNT',
    'CREDIT_NOT_AVAILABLE',
  ],
  409: [],
  503: ['PAYMENT_UNAVAILABLE', 'SUPPLIER_API_ERROR'],
}

const placed = {
  order: OrderSchema,
  payment: nullable(PaymentSchema),
}

export const createBatchOrders: Description = {
  summary: '结算',
  description:
    '一次结算得到一个订单和它的第一笔支付；orders 和 payments 是同样内容的列表。' +
    '价格、优惠和库存以服务器为准，购物车不变。',
  tag,
  idempotent: true,
  body: checkoutValidator,
  bodyExample,
  answers: {
    201: {
      description: '新的订单',
      schema: object('Checkout', {
        ...placed,
        orders: Type.Array(OrderSchema),
        payments: Type.Array(PaymentSchema),
      }),
      example: {
        order: orderExample,
        payment: paymentExample,
        orders: [orderExample],
        payments: [paymentExample],
      },
    },
  },
  refusals: checkoutRefusals,
}

export const createOrder: Description = {
  summary: '结算（简式）',
  description: '可以用 items，也可以直接写一个商品。其余与结算相同。',
  tag,
  idempotent: true,
  body: shortCheckoutValidator,
  bodyExample: { product_id: 318, sku_id: 771, quantity: 1, address_id: 88 },
  answers: {
    201: {
      description: '新的订单',
      schema: object('ShortCheckout', placed),
      example: { order: orderExample, payment: paymentExample },
    },
  },
  refusals: checkoutRefusals,
}

export const listOrders: Description = {
  summary: '我的订单',
  description: '从新到旧。',
  tag,
  query: {
    status: text('状态，可用逗号分隔多个；没有时为全部'),
    order_number: text('订单号中含有'),
    product_name: text('商品名称中含有'),
    created_after: text('下单时间不早于；不带时区时按北京时间'),
    created_before: text('下单时间不晚于；不带时区时按北京时间'),
    ...paging(),
  },
  answers: {
    200: {
      description: '一页订单',
      schema: pageOf(OrderSchema),
      example: pageExample(orderExample),
    },
  },
}

const oneOrder = { description: '订单', schema: OrderSchema, example: orderExample }

export const showOrder: Description = {
  summary: '订单详情',
  description: '其中的商品是现在的价格，订单行里是下单时的价格。',
  tag,
  answers: { 200: oneOrder },
}

export const cancelOrder: Description = {
  summary: '取消订单',
  description:
    '待支付的订单直接取消；已付款未发货的订单发起退款，退款完成后关闭。PUT 与 PATCH 相同。',
  tag,
  body: cancellationValidator,
  bodyExample: { reason: '不想要了' },
  answers: {
    200: {
      description: '取消后的订单和退款情况',
      schema: CancelledOrderSchema,
      example: {
        ...orderExample,
        status: 'refunding',
        status_label: '退款中',
        expires_at: null,
        refundable_amount: '0.00',
        refund_pending: true,
        refund_locked: true,
        cancel_reason: '不想要了',
        cancelled_at: '2026-03-02T15:30:02.118+08:00',
        refund_started: true,
        refund_id: 41,
        refund_error: null,
        refund_channel: 'wechat',
        cancel_pending: false,
      },
    },
  },
  refusals: {
    400: ['VALIDATION_ERROR', 'INVALID_ORDER_STATUS', 'BUSINESS_ERROR'],
    503: ['PAYMENT_UNAVAILABLE'],
  },
}

export const confirmReceipt: Description = {
  summary: '确认收货',
  description: '只有待收货的订单可以。PUT 与 PATCH 相同。',
  tag,
  body: receiptValidator,
  bodyExample: {},
  answers: {
    200: {
      ...oneOrder,
      description: '已完成的订单',
      example: { ...orderExample, status: 'completed', status_label: '已完成', expires_at: null },
    },
  },
  refusals: { 400: ['VALIDATION_ERROR', 'INVALID_ORDER_STATUS'] },
}
