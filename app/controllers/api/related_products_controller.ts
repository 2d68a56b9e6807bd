import type { HttpContext } from '@adonisjs/core/http'
import { listTags, productTags } from '#catalog/public_answers'
import { relatedProducts } from '#catalog/queries/recommend_products'
import { notFound } from '#shared/domain_error'
import { origin } from '#transformers/origin'
import { productAnswer } from '#transformers/product_transformer'
import { answerPublic } from '#transformers/public_answer'
import { readLimit } from '#validators/product_query'

/** What else there is of a product's category (14.10). */
export default class RelatedProductsController {
  async index(ctx: HttpContext) {
    const { viewer, params, request } = ctx
    const limit = readLimit(request.qs().limit, { usual: 10, most: 50 })
    const audience = { role: viewer?.role ?? null, origin: origin(ctx) }
    await answerPublic(ctx, async () => {
      const products = await relatedProducts({ productId: params.id, limit }, viewer)
      if (!products) throw notFound('商品不存在或已下架')
      const body = products.map((product) => productAnswer(product, audience))
      return { body, tags: [...listTags({}, 'sales'), ...productTags(products)] }
    })
  }
}
