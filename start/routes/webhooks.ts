import router from '@adonisjs/core/services/router'
import { controllers } from '#generated/controllers'

const { webhooks } = controllers

/** Messages of outside systems: recognised by their signature alone, read raw, never rate-limited. */
router
  .post('/api/payments/callback/wechat', [webhooks.WechatPay, 'store'])
  .as('webhooks.wechat_pay')
router
  .post('/api/payments/refund-callback/wechat', [webhooks.WechatPay, 'store'])
  .as('webhooks.wechat_pay_refund')
