import type { HttpContext } from '@adonisjs/core/http'
import { findCategory, listCategories } from '#catalog/queries/list_categories'
import { notFound } from '#shared/domain_error'
import { CATEGORY_LEVELS, type CategoryLevel } from '#shared/labels'
import { readInteger, readPaging, readText } from '#shared/paging'
import { categoryAnswer } from '#transformers/category_transformer'
import { origin } from '#transformers/origin'
import { pageAnswer } from '#transformers/page_answer'
import { answerPublic } from '#transformers/public_answer'

export default class CategoriesController {
  async index(ctx: HttpContext) {
    const query = ctx.request.qs()
    const paging = readPaging(query)
    const filter = {
      level: readLevel(query.level),
      parentId: readInteger(query.parent_id),
      search: readText(query.search),
    }
    const here = origin(ctx)
    await answerPublic(ctx, async () => {
      const { results, total } = await listCategories(filter, paging)
      const shown = results.map((category) => categoryAnswer(category, here))
      return { body: pageAnswer(ctx, { results: shown, total, ...paging }), tags: ['categories'] }
    })
  }

  async show(ctx: HttpContext) {
    await answerPublic(ctx, async () => {
      const category = await findCategory(ctx.params.id)
      if (!category) throw notFound('该分类不存在')
      return { body: categoryAnswer(category, origin(ctx)), tags: ['categories'] }
    })
  }
}

function readLevel(value: unknown): CategoryLevel | undefined {
  const level = readText(value)
  return Object.hasOwn(CATEGORY_LEVELS, level) ? (level as CategoryLevel) : undefined
}
