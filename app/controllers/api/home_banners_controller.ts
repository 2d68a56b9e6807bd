import type { HttpContext } from '@adonisjs/core/http'
import { BANNER_POSITIONS, listHomeBanners } from '#catalog/queries/list_home_banners'
import { readPaging, readText } from '#shared/paging'
import { answer } from '#transformers/answer'
import { homeBannerAnswer } from '#transformers/home_banner_transformer'
import { origin } from '#transformers/origin'
import { pageAnswer } from '#transformers/page_answer'

export default class HomeBannersController {
  async index(ctx: HttpContext) {
    const query = ctx.request.qs()
    const paging = readPaging(query)
    const wanted = readText(query.position)
    const position = BANNER_POSITIONS.find((known) => known === wanted)
    const { results, total } = await listHomeBanners({ position }, paging)
    const here = origin(ctx)
    const shown = results.map((banner) => homeBannerAnswer(banner, here))
    answer(ctx, pageAnswer(ctx, { results: shown, total, ...paging }))
  }
}
