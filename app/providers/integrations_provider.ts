import type { ApplicationService } from '@adonisjs/core/types'
import { createWechatPay } from '#integrations/wechat_pay/create'
import { readWechatPayConfig } from '#integrations/wechat_pay/config'
import { openNotification } from '#integrations/wechat_pay/notification'
import { WechatAccessTokens } from '#integrations/wechat/access_token'
import { WechatSignIn } from '#integrations/wechat/sign_in'
import { WechatSubscribeMessages } from '#integrations/wechat/subscribe_message'
import { Runtime } from '#integrations/runtime'
import { ConfigurationError } from '#exceptions/configuration_error'
import { SharedToken } from '#shared/integration_tokens'
import { RELEASE } from '#shared/release'
import settings from '#start/env'

/** Binds the clients of outside systems, each made at its first use and closed with the process. */
export default class IntegrationsProvider {
  /** what was really made, to be closed at the end */
  #opened: (() => void)[] = []

  constructor(protected app: ApplicationService) {}

  register() {
    const { container } = this.app
    container.singleton(Runtime, async (resolver) => {
      const logger = await resolver.make('logger')
      return new Runtime({
        version: RELEASE,
        hashKey: settings.secretKey,
        log: (line) => logger.info(line),
      })
    })
    container.singleton(WechatSignIn, async (resolver) => {
      const { appid, secret, baseUrl } = settings.wechat
      const signIn = new WechatSignIn({ appid, secret, baseUrl }, await resolver.make(Runtime))
      this.#opened.push(() => signIn.close())
      return signIn
    })
    container.singleton(WechatAccessTokens, async (resolver) => {
      const { appid, secret, baseUrl } = settings.wechat
      const store = new SharedToken('wechat', appid)
      const runtime = await resolver.make(Runtime)
      const tokens = new WechatAccessTokens({ appid, secret, baseUrl }, store, runtime)
      this.#opened.push(() => tokens.close())
      return tokens
    })
    container.singleton(WechatSubscribeMessages, async (resolver) => {
      const tokens = await resolver.make(WechatAccessTokens)
      const runtime = await resolver.make(Runtime)
      const messages = new WechatSubscribeMessages(settings.wechat, tokens, runtime)
      this.#opened.push(() => messages.close())
      return messages
    })
    container.singleton('wechat_pay', async (resolver) => {
      const { config, problems, warnings } = readWechatPayConfig({
        ...settings.wechatPay,
        appid: settings.wechat.appid,
        production: settings.production,
      })
      if (!config) throw new ConfigurationError(problems)
      const logger = await resolver.make('logger')
      for (const warning of warnings) logger.warn(warning)
      const wechatPay = createWechatPay(config, await resolver.make(Runtime))
      this.#opened.push(() => wechatPay.close())
      return {
        ...wechatPay,
        open: (rawBody: Buffer) => openNotification(rawBody, config.apiV3Key),
      }
    })
  }

  async shutdown() {
    for (const close of this.#opened) close()
  }
}
