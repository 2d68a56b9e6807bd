import app from '@adonisjs/core/services/app'
import type { createWechatPay } from '#integrations/wechat_pay/create'
import type { Notification } from '#integrations/wechat_pay/notification'
import { DomainError } from '#shared/domain_error'
import settings from '#start/env'

export type WechatPay = ReturnType<typeof createWechatPay> & {
  /** Opens a message that was verified when it arrived. */
  open: (rawBody: Buffer) => Notification | undefined
}

declare module '@adonisjs/core/types' {
  interface ContainerBindings {
    wechat_pay: WechatPay
  }
}

/** @throws DomainError PAYMENT_UNAVAILABLE (503) when this shop takes no online payments */
export function assertOnlinePaymentOpen(): void {
  if (!settings.wechatPay.enabled)
    throw new DomainError('PAYMENT_UNAVAILABLE', '在线支付暂未开通，请联系客服', { status: 503 })
}

/** WeChat Pay as configured. @throws DomainError PAYMENT_UNAVAILABLE (503) when online payment is off */
export async function wechatPay(): Promise<WechatPay> {
  assertOnlinePaymentOpen()
  return app.container.make('wechat_pay')
}

/** Whether a message speaks of this merchant and this mini-program. */
export function isOurs(message: { mchid?: string; appid?: string }): boolean {
  return message.mchid === settings.wechatPay.merchantId && message.appid === settings.wechat.appid
}
