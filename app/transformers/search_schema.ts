import type { HotKeyword } from '#catalog/queries/hot_keywords'
import type { SearchedKeyword, SearchLog } from '#catalog/queries/search_history'
import { count, id, instant, object, shapeOf, text } from '#openapi/schemas'
import { Type } from '#openapi/type'

export const SearchSuggestionsSchema = Type.Object(
  { suggestions: Type.Array(text('商品名称或热门关键词')) },
  { additionalProperties: false }
)

export const HotKeywordSchema = shapeOf<HotKeyword>()(
  object('HotKeyword', { keyword: text('关键词'), count: count('搜索次数') })
)

export const HotKeywordsSchema = Type.Object(
  { hot_keywords: Type.Array(HotKeywordSchema) },
  { additionalProperties: false }
)

export const SearchedKeywordSchema = shapeOf<SearchedKeyword>()(
  object('SearchedKeyword', {
    keyword: text('关键词，最近一次的写法'),
    last_searched_at: instant('最近一次搜索的时间'),
    count: count('搜索次数'),
  })
)

export const SearchLogSchema = shapeOf<SearchLog>()(
  object('SearchLog', {
    id: id(),
    keyword: text('关键词'),
    user_id: id('用户编号'),
    username: text('昵称'),
    created_at: instant('搜索时间'),
  })
)

/** One or the other kind of entries, by `distinct`. */
export const SearchHistorySchema = Type.Object(
  {
    results: Type.Union([Type.Array(SearchedKeywordSchema), Type.Array(SearchLogSchema)]),
    total: count('全部条数'),
  },
  { additionalProperties: false }
)

export const ClearedHistorySchema = Type.Object(
  { cleared: count('清除了几条') },
  { additionalProperties: false }
)
