import type { HttpContext } from '@adonisjs/core/http'
import { readCatalogue } from '#catalog/queries/read_catalogue'
import { requireViewer } from '#middleware/viewer_context'
import { listOwnOrders } from '#orders/queries/list_own_orders'
import { findOwnOrder } from '#orders/queries/find_own_order'
import { readPaging, readText } from '#shared/paging'
import { answer } from '#transformers/answer'
import { embeddedIds, orderAnswer } from '#transformers/order_transformer'
import { origin } from '#transformers/origin'
import { pageAnswer } from '#transformers/page_answer'

/** A shopper's own orders. */
export default class OrdersController {
  async index(ctx: HttpContext) {
    const viewer = requireViewer(ctx)
    const query = ctx.request.qs()
    const paging = readPaging(query)
    const { results, total } = await listOwnOrders(
      {
        ownerId: viewer.id,
        status: readText(query.status),
        orderNumber: readText(query.order_number, 100),
        productName: readText(query.product_name),
        createdAfter: readInstant(query.created_after),
        createdBefore: readInstant(query.created_before),
      },
      paging
    )
    const catalogue = await readCatalogue(embeddedIds(results), viewer)
    const audience = { role: viewer.role, origin: origin(ctx) }
    const orders = results.map((order) => orderAnswer(order, catalogue, audience))
    answer(ctx, pageAnswer(ctx, { results: orders, total, ...paging }))
  }

  async show(ctx: HttpContext) {
    const viewer = requireViewer(ctx)
    const order = await findOwnOrder(ctx.params.id, viewer.id)
    const catalogue = await readCatalogue(embeddedIds([order]), viewer)
    answer(ctx, orderAnswer(order, catalogue, { role: viewer.role, origin: origin(ctx) }))
  }
}

/** An instant of the query string; without an offset it is Shanghai time. What does not parse is absent. */
function readInstant(value: unknown): Date | undefined {
  const text = readText(value, 40)
  if (!/^\d{4}-\d{2}-\d{2}/.test(text)) return undefined
  const zoned = /(Z|[+-]\d{2}:?\d{2})$/.test(text)
  const full = text.length === 10 ? `${text}T00:00:00` : text.replace(' ', 'T')
  const instant = new Date(zoned ? full : `${full}+08:00`)
  return Number.isNaN(instant.getTime()) ? undefined : instant
}
