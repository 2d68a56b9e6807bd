import type { HttpContext } from '@adonisjs/core/http'
import { logSearch } from '#catalog/actions/log_search'
import { productViews } from '#catalog/actions/record_views'
import type { ProductFilter, ProductSort } from '#catalog/queries/product_matches'
import { findProduct } from '#catalog/queries/find_product'
import { listProducts } from '#catalog/queries/list_products'
import { notFound } from '#shared/domain_error'
import { isStaffRole } from '#shared/labels'
import { clientAddress } from '#middleware/viewer_context'
import { readInteger, readPaging, readText } from '#shared/paging'
import { answer } from '#transformers/answer'
import { origin } from '#transformers/origin'
import { pageAnswer } from '#transformers/page_answer'
import { productAnswer } from '#transformers/product_transformer'
import { readProductFilter, readSort } from '#validators/product_query'

export default class ProductsController {
  async index(ctx: HttpContext) {
    const query = ctx.request.qs()
    const filter = readProductFilter(query, ctx.viewer)
    const page = await this.#list(ctx, filter, readSort(query.sort_by, 'relevance'))
    if (filter.search && page === 1) this.#remember(ctx, filter.search)
  }

  byCategory(ctx: HttpContext) {
    const query = ctx.request.qs()
    const category = readText(query.category) || undefined
    return this.#listOne(ctx, { category, categoryId: readInteger(query.category_id) })
  }

  byBrand(ctx: HttpContext) {
    const brand = readText(ctx.request.qs().brand) || undefined
    return this.#listOne(ctx, { brand })
  }

  async show(ctx: HttpContext) {
    const { viewer, params } = ctx
    const product = await findProduct(params.id, viewer)
    if (!product) throw notFound('商品不存在或已下架')
    answer(ctx, productAnswer(product, { role: viewer?.role ?? null, origin: origin(ctx) }))
    if (!viewer || !isStaffRole(viewer.role))
      productViews.record(viewer ? `user ${viewer.id}` : clientAddress(ctx), product.id)
  }

  #listOne(ctx: HttpContext, filter: ProductFilter) {
    const sort = readSort(ctx.request.qs().sort_by, 'popular')
    return this.#list(ctx, { ...filter, isActive: true }, sort)
  }

  async #list(ctx: HttpContext, filter: ProductFilter, sort: ProductSort): Promise<number> {
    const { viewer } = ctx
    const paging = readPaging(ctx.request.qs())
    const { products, total } = await listProducts({ filter, sort, paging }, viewer)
    const audience = { role: viewer?.role ?? null, origin: origin(ctx) }
    const results = products.map((product) => productAnswer(product, audience))
    answer(ctx, pageAnswer(ctx, { results, total, ...paging }))
    return paging.page
  }

  /** After the answer, and never at its expense. Staff trying things out are not shoppers. */
  #remember({ viewer, response, logger }: HttpContext, keyword: string) {
    if (viewer && isStaffRole(viewer.role)) return
    response.onFinish(() => {
      logSearch({ keyword, userId: viewer?.id ?? null }).catch((error: unknown) => {
        logger.error({ err: error }, 'search could not be logged')
      })
    })
  }
}
