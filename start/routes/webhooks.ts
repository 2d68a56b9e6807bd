import router from '@adonisjs/core/services/router'
import { paymentCallback, refundCallback, unknownProvider } from '#descriptions/webhooks'
import { controllers } from '#generated/controllers'

const { webhooks } = controllers

/** Messages of outside systems: recognised by their signature alone, read raw, never rate-limited. */
router
  .post('/api/payments/callback/wechat', [webhooks.WechatPay, 'store'])
  .as('webhooks.wechat_pay')
  .describe(paymentCallback)
router
  .post('/api/payments/refund-callback/wechat', [webhooks.WechatPay, 'store'])
  .as('webhooks.wechat_pay_refund')
  .describe(refundCallback)

/** A provider that this shop does not know. */
router
  .post('/api/payments/callback/:provider', [webhooks.WechatPay, 'refuse'])
  .as('webhooks.unknown_payment')
  .describe(unknownProvider)
router
  .post('/api/payments/refund-callback/:provider', [webhooks.WechatPay, 'refuse'])
  .as('webhooks.unknown_refund')
  .describe(unknownProvider)
