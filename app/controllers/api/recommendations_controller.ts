import type { HttpContext } from '@adonisjs/core/http'
import { listTags, productTags } from '#catalog/public_answers'
import { RECOMMENDATIONS, recommendProducts } from '#catalog/queries/recommend_products'
import { readInteger } from '#shared/paging'
import { origin } from '#transformers/origin'
import { productAnswer } from '#transformers/product_transformer'
import { answerPublic } from '#transformers/public_answer'
import { readLimit } from '#validators/product_query'

/** What the shop recommends (14.9). */
export default class RecommendationsController {
  async index(ctx: HttpContext) {
    const { viewer } = ctx
    const query = ctx.request.qs()
    const wanted = {
      type: RECOMMENDATIONS.find((known) => known === query.type) ?? 'popular',
      categoryId: readInteger(query.category_id),
      limit: readLimit(query.limit, { usual: 10, most: 50 }),
    }
    const audience = { role: viewer?.role ?? null, origin: origin(ctx) }
    await answerPublic(ctx, async () => {
      const products = await recommendProducts(wanted, viewer)
      const body = products.map((product) => productAnswer(product, audience))
      return { body, tags: [...listTags({}, 'sales'), ...productTags(products)] }
    })
  }
}
