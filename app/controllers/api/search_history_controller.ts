import type { HttpContext } from '@adonisjs/core/http'
import { clearSearchHistory } from '#catalog/actions/clear_search_history'
import { searchedKeywords, searchLogs } from '#catalog/queries/search_history'
import { requireViewer } from '#middleware/viewer_context'
import { readFlag } from '#shared/paging'
import { answer } from '#transformers/answer'
import { readLimit } from '#validators/product_query'
import { clearedHistoryValidator } from '#validators/search_history'

/** One's own searches (14.11). */
export default class SearchHistoryController {
  async index(ctx: HttpContext) {
    const query = ctx.request.qs()
    const list = (readFlag(query.distinct) ?? true) ? searchedKeywords : searchLogs
    const limit = readLimit(query.limit, { usual: 20, most: 100 })
    answer(ctx, await list(requireViewer(ctx).id, limit))
  }

  async destroy(ctx: HttpContext) {
    const { request } = ctx
    const data = { keyword: request.body().keyword ?? request.qs().keyword }
    const { keyword } = await request.validateUsing(clearedHistoryValidator, { data })
    answer(ctx, { cleared: await clearSearchHistory(requireViewer(ctx).id, keyword ?? null) })
  }
}
