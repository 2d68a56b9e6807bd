import type { HttpContext } from '@adonisjs/core/http'
import { invalid } from '#shared/domain_error'
import { readInteger } from '#shared/paging'
import { renderAccount } from '#controllers/merchant/account_controller'
import { finish, PAGE_SIZES, refusal } from '#transformers/console_page'

/** Preferences of this browser: how many rows a list shows. */
export default class AccountPreferencesController {
  async update(ctx: HttpContext) {
    const size = readInteger(ctx.request.input('page_size'))
    try {
      if (size === undefined || !PAGE_SIZES.includes(size))
        throw invalid('page_size', '请选择每页显示的条数')
      ctx.response.plainCookie('page_size', String(size), {
        path: '/merchant',
        maxAge: '365d',
        httpOnly: true,
        encode: false,
      })
      finish(ctx, '/merchant/account', '更新成功')
    } catch (error) {
      return renderAccount(ctx, { form: 'preferences', ...refusal(error) })
    }
  }
}
