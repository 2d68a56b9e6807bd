import type { HttpContext } from '@adonisjs/core/http'
import { ownDiscounts, ownProducts } from '#catalog/queries/own_products'
import { requireViewer } from '#middleware/viewer_context'
import { answer } from '#transformers/answer'
import { origin } from '#transformers/origin'
import { productAnswer } from '#transformers/product_transformer'
import { userDiscountsAnswer } from '#transformers/user_discount_transformer'
import { readIds } from '#validators/product_query'

/** What chosen products cost the one who asks (14.11). */
export default class UserProductsController {
  async index(ctx: HttpContext) {
    const viewer = requireViewer(ctx)
    const products = await ownProducts(readIds(ctx.request.qs().product_ids), viewer)
    const audience = { role: viewer.role, origin: origin(ctx) }
    answer(
      ctx,
      products.map((product) => productAnswer(product, audience))
    )
  }

  async discounts(ctx: HttpContext) {
    const ids = readIds(ctx.request.qs().product_ids)
    answer(ctx, userDiscountsAnswer(await ownDiscounts(ids, requireViewer(ctx))))
  }
}
