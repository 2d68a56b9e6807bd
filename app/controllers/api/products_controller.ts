import type { HttpContext } from '@adonisjs/core/http'
import { logSearch } from '#catalog/actions/log_search'
import { productViews } from '#catalog/actions/record_views'
import { listTags, productTags } from '#catalog/public_answers'
import type { ProductFilter, ProductSort } from '#catalog/queries/product_filter'
import { findProduct } from '#catalog/queries/find_product'
import { listProducts } from '#catalog/queries/list_products'
import { notFound } from '#shared/domain_error'
import { isStaffRole } from '#shared/labels'
import { clientAddress } from '#middleware/viewer_context'
import { readInteger, readPaging, readText } from '#shared/paging'
import { origin } from '#transformers/origin'
import { pageAnswer } from '#transformers/page_answer'
import { productAnswer } from '#transformers/product_transformer'
import { answerPublic } from '#transformers/public_answer'
import { readProductFilter, readSort } from '#validators/product_query'

export default class ProductsController {
  async index(ctx: HttpContext) {
    const query = ctx.request.qs()
    const filter = readProductFilter(query, ctx.viewer)
    await this.#list(ctx, filter, readSort(query.sort_by, 'relevance'))
    if (filter.search && readPaging(query).page === 1) this.#remember(ctx, filter.search)
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
    await answerPublic(ctx, async () => {
      const product = await findProduct(params.id, viewer)
      if (!product) throw notFound('商品不存在或已下架')
      const body = productAnswer(product, { role: viewer?.role ?? null, origin: origin(ctx) })
      return { body, tags: productTags([product]) }
    })
    if (!viewer || !isStaffRole(viewer.role))
      productViews.record(viewer ? `user ${viewer.id}` : clientAddress(ctx), params.id)
  }

  #listOne(ctx: HttpContext, filter: ProductFilter) {
    const sort = readSort(ctx.request.qs().sort_by, 'popular')
    return this.#list(ctx, { ...filter, isActive: true }, sort)
  }

  async #list(ctx: HttpContext, filter: ProductFilter, sort: ProductSort): Promise<void> {
    const { viewer } = ctx
    const paging = readPaging(ctx.request.qs())
    const audience = { role: viewer?.role ?? null, origin: origin(ctx) }
    await answerPublic(ctx, async () => {
      const { products, total } = await listProducts({ filter, sort, paging }, viewer)
      const results = products.map((product) => productAnswer(product, audience))
      const body = pageAnswer(ctx, { results, total, ...paging })
      return { body, tags: [...listTags(filter, sort), ...productTags(products)] }
    })
  }

  /** After the answer, and never at its expense. Staff trying things out are not shoppers. */
  #remember(ctx: HttpContext, keyword: string) {
    const { viewer, response, logger } = ctx
    if (viewer && isStaffRole(viewer.role)) return
    const searcher = { userId: viewer?.id ?? null, address: clientAddress(ctx) }
    response.onFinish(() => {
      logSearch(keyword, searcher).catch((error: unknown) => {
        logger.error({ err: error }, 'search could not be logged')
      })
    })
  }
}
