import type { Description } from '#openapi/describe'
import { flag, text } from '#openapi/schemas'
import { Type } from '#openapi/type'
import {
  ClearedHistorySchema,
  HotKeywordsSchema,
  SearchHistorySchema,
  SearchSuggestionsSchema,
} from '#transformers/search_schema'
import { clearedHistoryValidator } from '#validators/search_history'

const tag = '搜索'

const limit = (usual: number, most: number) =>
  Type.Integer({
    minimum: 1,
    maximum: most,
    default: usual,
    description: `最多几条，超过 ${most} 按 ${most}`,
  })

export const suggestSearches: Description = {
  summary: '搜索建议',
  description: '以这些字开头的在售商品名称和热门关键词，不重复，已排序。没有 prefix 时为空。',
  tag,
  query: { prefix: text('已输入的文字'), limit: limit(10, 20) },
  answers: {
    200: {
      description: '建议的搜索内容',
      schema: SearchSuggestionsSchema,
      example: { suggestions: ['海尔 500升十字门风冷无霜冰箱', '海尔冰箱'] },
    },
  },
}

export const listHotKeywords: Description = {
  summary: '热门关键词',
  description: '按搜索次数排序。至少三个不同的人搜索过才会出现；最多迟一分钟。',
  tag,
  query: {
    limit: limit(10, 50),
    days: Type.Integer({ minimum: 1, maximum: 30, default: 7, description: '最近几天' }),
  },
  answers: {
    200: {
      description: '热门关键词',
      schema: HotKeywordsSchema,
      example: { hot_keywords: [{ keyword: '冰箱', count: 128 }] },
    },
  },
}

export const listSearchHistory: Description = {
  summary: '我的搜索历史',
  description: '从新到旧。不分页，total 是全部条数。',
  tag,
  query: {
    limit: limit(20, 100),
    distinct: flag('默认 true：每个关键词一条；false：每次搜索一条，带编号、用户和时间'),
  },
  answers: {
    200: {
      description: '搜索历史',
      schema: SearchHistorySchema,
      example: {
        results: [{ keyword: '冰箱', last_searched_at: '2026-03-02T14:05:31.482+08:00', count: 3 }],
        total: 1,
      },
    },
  },
}

export const clearSearchHistory: Description = {
  summary: '清除我的搜索历史',
  description: '全部，或只清除一个关键词；keyword 也可以写在网址中。POST 与 DELETE 相同。',
  tag,
  query: { keyword: text('只清除这个关键词，不分大小写') },
  body: clearedHistoryValidator,
  bodyExample: { keyword: '冰箱' },
  answers: {
    200: { description: '已清除', schema: ClearedHistorySchema, example: { cleared: 3 } },
  },
  refusals: { 400: ['VALIDATION_ERROR'] },
}
