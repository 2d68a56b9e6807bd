import type { HttpContext } from '@adonisjs/core/http'
import { hotKeywords } from '#catalog/queries/hot_keywords'
import { answer } from '#transformers/answer'
import { readLimit } from '#validators/product_query'

/** What people look for most (14.11). */
export default class HotKeywordsController {
  async index(ctx: HttpContext) {
    const query = ctx.request.qs()
    const limit = readLimit(query.limit, { usual: 10, most: 50 })
    const found = await hotKeywords({ days: readLimit(query.days, { usual: 7, most: 30 }) })
    answer(ctx, { hot_keywords: found.slice(0, limit) })
  }
}
