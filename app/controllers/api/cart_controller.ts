import type { HttpContext } from '@adonisjs/core/http'
import { readCatalogue } from '#catalog/queries/read_catalogue'
import { requireViewer } from '#middleware/viewer_context'
import { putInCart } from '#orders/actions/put_in_cart'
import { clearCart, takeFromCart } from '#orders/actions/take_from_cart'
import { readCart, type CartView } from '#orders/queries/read_cart'
import { answer } from '#transformers/answer'
import { cartAnswer } from '#transformers/cart_transformer'
import { origin } from '#transformers/origin'
import { cartLineValidator, cartQuantityValidator, cartRemovalValidator } from '#validators/cart'

/** The shopper's own cart; every answer is the whole cart. */
export default class CartController {
  async show(ctx: HttpContext) {
    await this.#answerCart(ctx)
  }

  async add(ctx: HttpContext) {
    const input = await ctx.request.validateUsing(cartLineValidator)
    const cart = await putInCart({
      userId: requireViewer(ctx).id,
      productId: input.product_id,
      skuId: input.sku_id ?? null,
      quantity: input.quantity ?? 1,
      mode: 'add',
    })
    await this.#answerCart(ctx, cart, 201)
  }

  async update(ctx: HttpContext) {
    const input = await ctx.request.validateUsing(cartQuantityValidator)
    const line = {
      userId: requireViewer(ctx).id,
      productId: input.product_id,
      skuId: input.sku_id ?? null,
    }
    const { quantity } = input
    if (quantity <= 0) {
      await takeFromCart(line)
      await this.#answerCart(ctx)
    } else await this.#answerCart(ctx, await putInCart({ ...line, quantity, mode: 'set' }))
  }

  async remove(ctx: HttpContext) {
    const input = await ctx.request.validateUsing(cartRemovalValidator)
    await takeFromCart({
      userId: requireViewer(ctx).id,
      productId: input.product_id,
      skuId: input.sku_id ?? null,
    })
    await this.#answerCart(ctx)
  }

  async clear(ctx: HttpContext) {
    await clearCart(requireViewer(ctx).id)
    await this.#answerCart(ctx)
  }

  async #answerCart(ctx: HttpContext, known?: CartView, status = 200) {
    const viewer = requireViewer(ctx)
    const cart = known ?? (await readCart(viewer.id))
    const catalogue = await readCatalogue(
      {
        productIds: cart.lines.map(({ product_id: id }) => id),
        skuIds: cart.lines.flatMap(({ sku_id: id }) => (id === null ? [] : [id])),
      },
      viewer
    )
    answer(
      ctx,
      cartAnswer(cart, viewer.id, catalogue, { role: viewer.role, origin: origin(ctx) }),
      status
    )
  }
}
