import { pageExample } from '#descriptions/examples/page'
import { paymentExample } from '#descriptions/examples/payment'
import type { Description } from '#openapi/describe'
import { integer, nullable, object, pageOf, paging, text } from '#openapi/schemas'
import { PayParametersSchema } from '#transformers/pay_parameters_transformer'
import { PaymentSchema } from '#transformers/payment_schema'
import { newPaymentValidator, paymentStartValidator } from '#validators/payment'

const tag = '支付'

const onePayment = { description: '支付', schema: PaymentSchema, example: paymentExample }

export const listPayments: Description = {
  summary: '我的支付',
  description: '从新到旧。',
  tag,
  query: { order_id: integer('只要这个订单的'), ...paging() },
  answers: {
    200: {
      description: '一页支付',
      schema: pageOf(PaymentSchema),
      example: pageExample(paymentExample),
    },
  },
}

export const showPayment: Description = {
  summary: '一笔支付',
  tag,
  answers: { 200: onePayment },
}

export const createPayment: Description = {
  summary: '新建支付',
  description: '订单已有进行中的支付时回答 200 和那一笔，不新建。每人每分钟最多 10 次。',
  tag,
  body: newPaymentValidator,
  bodyExample: { order_id: 5602, method: 'wechat', amount: '3599.10' },
  idempotent: true,
  answers: {
    200: {
      description: '已有进行中的支付',
      schema: object('ReusedPayment', { detail: text('说明'), payment: PaymentSchema }),
      example: { detail: '已有进行中的支付', payment: paymentExample },
    },
    201: { ...onePayment, description: '新的支付' },
  },
  refusals: {
    400: ['VALIDATION_ERROR', 'INVALID_PAYMENT_AMOUNT'],
    404: [],
    409: ['DUPLICATE_PAYMENT', 'INVALID_ORDER_STATUS'],
    503: ['PAYMENT_UNAVAILABLE'],
  },
}

export const startPayment: Description = {
  summary: '发起支付',
  description:
    '向微信下单并回答 wx.requestPayment 需要的参数；可以重复发起。' +
    '每人 5 秒一次，每台设备、每个网络地址 10 秒 3 次。',
  tag,
  headers: { 'X-Device-Id': text('设备标识，用于限制频率') },
  body: paymentStartValidator,
  bodyExample: { provider: 'wechat' },
  answers: {
    200: {
      description: '支付和调起参数',
      schema: object('StartedPayment', { payment: PaymentSchema, pay_params: PayParametersSchema }),
      example: {
        payment: { ...paymentExample, status: 'processing' },
        pay_params: {
          appId: 'wx0000000000000000',
          timeStamp: '1772435140',
          nonceStr: '5K8264ILTKCH16CQ2502SI8ZNMTM67VS',
          package: 'prepay_id=wx201410272009395522657a690389285100',
          signType: 'RSA',
          paySign: 'c2lnbmF0dXJl',
          prepay_id: 'wx201410272009395522657a690389285100',
          mchId: '1900000001',
          mch_id: '1900000001',
          total: 359910,
          total_fee: 359910,
          amount: '3599.10',
          payment_id: 6110,
          order_number: '1772435131907725',
        },
      },
    },
  },
  refusals: {
    400: ['VALIDATION_ERROR', 'PAYMENT_NOT_STARTABLE', 'INVALID_PAYMENT_AMOUNT', 'BUSINESS_ERROR'],
    409: ['DUPLICATE_PAYMENT', 'INVALID_ORDER_STATUS'],
    502: ['BUSINESS_ERROR'],
    503: ['PAYMENT_UNAVAILABLE'],
  },
}

export const syncPayment: Description = {
  summary: '查询支付结果',
  description: '向微信查询并记下结果，回答的是记下之后的状态。',
  tag,
  answers: {
    200: {
      description: '支付和微信的交易状态',
      schema: object('SyncedPayment', {
        payment: PaymentSchema,
        trade_state: nullable(text('微信的交易状态，如 SUCCESS、NOTPAY；没有发起过为 null')),
      }),
      example: { payment: { ...paymentExample, status: 'succeeded' }, trade_state: 'SUCCESS' },
    },
  },
  refusals: {
    400: ['VALIDATION_ERROR', 'INVALID_PAYMENT_AMOUNT'],
    502: ['PAYMENT_UNAVAILABLE'],
    503: ['PAYMENT_UNAVAILABLE'],
  },
}

const abandoned = (summary: string, description: string, status: string): Description => ({
  summary,
  description: `${description}先在微信关闭交易；其间已付款的，按已付款记录。`,
  tag,
  answers: {
    200: { ...onePayment, description: '之后的支付', example: { ...paymentExample, status } },
  },
  refusals: {
    409: ['RESOURCE_CONFLICT'],
    502: ['PAYMENT_UNAVAILABLE'],
    503: ['PAYMENT_UNAVAILABLE'],
  },
})

export const failPayment = abandoned('支付标为失败', '只对未完成的支付。', 'failed')
export const cancelPayment = abandoned('放弃支付', '只对未完成的支付。', 'cancelled')
export const expirePayment = abandoned(
  '支付标为过期',
  '只对未完成、且过了付款期限的支付。',
  'expired'
)
