import type { HttpContext } from '@adonisjs/core/http'
import { subscribeTemplates } from '#messaging/subscribe_templates'
import { answer } from '#transformers/answer'

/** Which WeChat messages the mini-program asks a customer to accept (13.5). */
export default class SubscribeTemplatesController {
  async index(ctx: HttpContext) {
    answer(ctx, subscribeTemplates())
  }
}
