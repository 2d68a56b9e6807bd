import type { HttpContext } from '@adonisjs/core/http'
import { findCategory, listCategories } from '#catalog/queries/list_categories'
import { notFound } from '#shared/domain_error'
import { CATEGORY_LEVELS, type CategoryLevel } from '#shared/labels'
import { readInteger, readPaging, readText } from '#shared/paging'
import { answer } from '#transformers/answer'
import { categoryAnswer } from '#transformers/category_transformer'
import { origin } from '#transformers/origin'
import { pageAnswer } from '#transformers/page_answer'

export default class CategoriesController {
  async index(ctx: HttpContext) {
    const query = ctx.request.qs()
    const paging = readPaging(query)
    const { results, total } = await listCategories(
      {
        level: readLevel(query.level),
        parentId: readInteger(query.parent_id),
        search: readText(query.search),
      },
      paging
    )
    const here = origin(ctx)
    const shown = results.map((category) => categoryAnswer(category, here))
    answer(ctx, pageAnswer(ctx, { results: shown, total, ...paging }))
  }

  async show(ctx: HttpContext) {
    const category = await findCategory(ctx.params.id)
    if (!category) throw notFound('该分类不存在')
    answer(ctx, categoryAnswer(category, origin(ctx)))
  }
}

function readLevel(value: unknown): CategoryLevel | undefined {
  const level = readText(value)
  return Object.hasOwn(CATEGORY_LEVELS, level) ? (level as CategoryLevel) : undefined
}
