import type { HttpContext } from '@adonisjs/core/http'
import { findBrand, listBrands } from '#catalog/queries/list_brands'
import { notFound } from '#shared/domain_error'
import { readPaging, readText } from '#shared/paging'
import { brandAnswer } from '#transformers/brand_transformer'
import { origin } from '#transformers/origin'
import { pageAnswer } from '#transformers/page_answer'
import { answerPublic } from '#transformers/public_answer'

export default class BrandsController {
  async index(ctx: HttpContext) {
    const query = ctx.request.qs()
    const paging = readPaging(query)
    const here = origin(ctx)
    await answerPublic(ctx, async () => {
      const { results, total } = await listBrands({ search: readText(query.search) }, paging)
      const shown = results.map((brand) => brandAnswer(brand, here))
      return { body: pageAnswer(ctx, { results: shown, total, ...paging }), tags: ['brands'] }
    })
  }

  async show(ctx: HttpContext) {
    await answerPublic(ctx, async () => {
      const brand = await findBrand(ctx.params.id)
      if (!brand) throw notFound('该品牌不存在或已停用')
      return { body: brandAnswer(brand, origin(ctx)), tags: ['brands'] }
    })
  }
}
