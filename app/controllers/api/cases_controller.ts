import type { HttpContext } from '@adonisjs/core/http'
import { findCase, listCases } from '#catalog/queries/list_cases'
import { notFound } from '#shared/domain_error'
import { readPaging } from '#shared/paging'
import { caseAnswer } from '#transformers/case_transformer'
import { origin } from '#transformers/origin'
import { pageAnswer } from '#transformers/page_answer'
import { answerPublic } from '#transformers/public_answer'
import { readActivity } from '#validators/product_query'

/** Cases of furnished homes (14.14, 14.15). */
export default class CasesController {
  async index(ctx: HttpContext) {
    const query = ctx.request.qs()
    const paging = readPaging(query)
    const filter = { isActive: readActivity(query.is_active, ctx.viewer) }
    const here = origin(ctx)
    await answerPublic(ctx, async () => {
      const { results, total } = await listCases(filter, paging)
      const shown = results.map((found) => caseAnswer(found, here))
      return { body: pageAnswer(ctx, { results: shown, total, ...paging }), tags: ['cases'] }
    })
  }

  async show(ctx: HttpContext) {
    const filter = { isActive: readActivity(undefined, ctx.viewer) }
    await answerPublic(ctx, async () => {
      const found = await findCase(ctx.params.id, filter)
      if (!found) throw notFound('该案例不存在或已停用')
      return { body: caseAnswer(found, origin(ctx)), tags: ['cases'] }
    })
  }
}
