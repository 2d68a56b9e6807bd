import type { HttpContext } from '@adonisjs/core/http'
import { findBrand, listBrands } from '#catalog/queries/list_brands'
import { notFound } from '#shared/domain_error'
import { readPaging, readText } from '#shared/paging'
import { answer } from '#transformers/answer'
import { brandAnswer } from '#transformers/brand_transformer'
import { origin } from '#transformers/origin'
import { pageAnswer } from '#transformers/page_answer'

export default class BrandsController {
  async index(ctx: HttpContext) {
    const query = ctx.request.qs()
    const paging = readPaging(query)
    const { results, total } = await listBrands({ search: readText(query.search) }, paging)
    const here = origin(ctx)
    const shown = results.map((brand) => brandAnswer(brand, here))
    answer(ctx, pageAnswer(ctx, { results: shown, total, ...paging }))
  }

  async show(ctx: HttpContext) {
    const brand = await findBrand(ctx.params.id)
    if (!brand) throw notFound('该品牌不存在或已停用')
    answer(ctx, brandAnswer(brand, origin(ctx)))
  }
}
