import type { HttpContext } from '@adonisjs/core/http'
import { issueTokens } from '#customers/actions/issue_tokens'
import { findAccount } from '#customers/queries/find_account'
import { originOf } from '#middleware/viewer_context'
import { signInStaff } from '#staff/actions/sign_in_staff'
import { answer } from '#transformers/answer'
import { origin } from '#transformers/origin'
import { userAnswer } from '#transformers/user_transformer'
import { passwordLoginValidator } from '#validators/login'

/** Sign-in of staff with user name and password, for clients of the API (9.3). */
export default class PasswordLoginController {
  async store(ctx: HttpContext) {
    const credentials = await ctx.request.validateUsing(passwordLoginValidator)
    const from = originOf(ctx)
    const user = await signInStaff({ ...credentials, ...from })
    const userAgent = ctx.request.header('user-agent') ?? ''
    const tokens = await issueTokens(user, { ip: from.ip, userAgent })
    answer(ctx, { ...tokens, user: userAnswer(await findAccount(user.id), origin(ctx)) })
  }
}
