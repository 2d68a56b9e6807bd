import type { HttpContext } from '@adonisjs/core/http'
import { suggestKeywords } from '#catalog/queries/suggest_keywords'
import { readText } from '#shared/paging'
import { answer } from '#transformers/answer'
import { readLimit } from '#validators/product_query'

/** How a search may go on (14.11). */
export default class SearchSuggestionsController {
  async index(ctx: HttpContext) {
    const query = ctx.request.qs()
    const limit = readLimit(query.limit, { usual: 10, most: 20 })
    answer(ctx, { suggestions: await suggestKeywords(readText(query.prefix), limit) })
  }
}
