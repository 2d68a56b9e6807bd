import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { signInShopper } from '#customers/actions/sign_in_shopper'
import { findAccount } from '#customers/queries/find_account'
import { WechatSignIn } from '#integrations/wechat/sign_in'
import { originOf } from '#middleware/viewer_context'
import { answer } from '#transformers/answer'
import { origin } from '#transformers/origin'
import { userAnswer } from '#transformers/user_transformer'
import { loginValidator } from '#validators/login'

/** Sign-in of the mini-program through WeChat (9.1). */
export default class LoginController {
  @inject()
  async store(ctx: HttpContext, wechat: WechatSignIn) {
    const { code } = await ctx.request.validateUsing(loginValidator)
    const userAgent = ctx.request.header('user-agent') ?? ''
    const { userId, tokens } = await signInShopper({ code, userAgent, ...originOf(ctx) }, wechat)
    answer(ctx, { ...tokens, user: userAnswer(await findAccount(userId), origin(ctx)) })
  }
}
