import type { HttpContext } from '@adonisjs/core/http'
import { BANNER_POSITIONS, listHomeBanners } from '#catalog/queries/list_home_banners'
import { readPaging, readText } from '#shared/paging'
import { homeBannerAnswer } from '#transformers/home_banner_transformer'
import { origin } from '#transformers/origin'
import { pageAnswer } from '#transformers/page_answer'
import { answerPublic } from '#transformers/public_answer'
import { readActivity } from '#validators/product_query'

export default class HomeBannersController {
  async index(ctx: HttpContext) {
    const query = ctx.request.qs()
    const paging = readPaging(query)
    const wanted = readText(query.position)
    const filter = {
      position: BANNER_POSITIONS.find((known) => known === wanted),
      isActive: readActivity(query.is_active, ctx.viewer),
    }
    const here = origin(ctx)
    await answerPublic(ctx, async () => {
      const { results, total } = await listHomeBanners(filter, paging)
      const shown = results.map((banner) => homeBannerAnswer(banner, here))
      const body = pageAnswer(ctx, { results: shown, total, ...paging })
      return { body, tags: ['banners', 'products'] }
    })
  }
}
