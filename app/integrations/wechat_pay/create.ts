import type { Runtime } from '#integrations/runtime'
import { PlatformCertificates } from './certificates.js'
import { WechatPayClient } from './client.js'
import type { WechatPayConfig } from './config.js'
import { NotificationReceiver } from './notification.js'
import { PayTransport } from './transport.js'

/** Puts the parts together that share one key ring and one connection pool. */
export function createWechatPay(config: WechatPayConfig, runtime: Runtime) {
  const http = runtime.createHttpClient()
  const transport = new PayTransport(config, runtime, http)
  const certificates = new PlatformCertificates(config, transport, runtime.now)
  transport.onUnknownSerial = () => certificates.refreshForUnknownSerial()
  return {
    client: new WechatPayClient(config, transport, runtime),
    notifications: new NotificationReceiver(config, certificates, runtime.now),
    certificates,
    /** Seconds that WeChat's clock is ahead of ours, once an answer has come. */
    clockOffsetSeconds: () => transport.hosts.clockOffsetSeconds,
    close: () => http.close(),
  }
}
