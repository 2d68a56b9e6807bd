import type { HttpContext } from '@adonisjs/core/http'
import { requireViewer } from '#middleware/viewer_context'
import type { Checkout } from '#payments/actions/check_out'

interface Line {
  product_id: number
  quantity?: number
  sku_id?: number
}

interface CheckoutBody {
  items?: Line[]
  product_id?: number
  quantity?: number
  sku_id?: number
  address_id: number
  note?: string
  payment_method?: 'online' | 'credit'
  method?: string
}

/** What a checkout request asks for, in the words of the action. */
export function checkoutInput(ctx: HttpContext, body: CheckoutBody): Checkout {
  const viewer = requireViewer(ctx)
  const { product_id: productId, quantity, sku_id: skuId } = body
  const single: Line[] =
    productId === undefined ? [] : [{ product_id: productId, quantity, sku_id: skuId }]
  return {
    customer: viewer,
    by: viewer,
    lines: (body.items ?? single).map((line) => ({
      productId: line.product_id,
      skuId: line.sku_id ?? null,
      quantity: line.quantity ?? 1,
    })),
    addressId: body.address_id,
    note: body.note?.trim() ?? '',
    paymentMethod: body.payment_method ?? 'online',
    method: body.method ?? 'wechat',
    idempotencyKey: ctx.request.header('idempotency-key'),
  }
}
