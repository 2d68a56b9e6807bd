import { isSchema } from '#openapi/json_schema'
import type { Place, Target } from './targets.js'
import { idsBehind, type Caller, type World } from './world.js'

/**
 * The body of the document's example, with rows that exist and belong to the caller. A password is left
 * out: checking one takes longer than everything else that is tried here.
 */
export async function validBody(
  { body }: Target,
  world: World,
  caller: Caller
): Promise<Record<string, unknown>> {
  const [[addressId], [orderId]] = await Promise.all([
    idsBehind('addresses', caller),
    idsBehind('orders', caller),
  ])
  const known: Record<string, unknown> = {
    product_id: world.products.withSku,
    sku_id: world.skus.active,
    address_id: addressId,
    order_id: orderId,
    code: 'sbx-fuzz',
    refresh: caller.refresh,
  }
  const { password, ...valid } = filled(body?.example ?? {}, known) as Record<string, unknown>
  return valid
}

function filled(value: unknown, known: Record<string, unknown>): unknown {
  if (Array.isArray(value)) return value.map((item) => filled(item, known))
  if (!isSchema(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [key, known[key] ?? filled(child, known)])
  )
}

/** References to rows that the caller must not use, or that are gone, by the name of the field. */
export async function wrongReferences(
  world: World
): Promise<Record<string, Record<string, number>>> {
  const { stranger, products, skus, goneAddress } = world
  const [[addressId], [orderId]] = await Promise.all([
    idsBehind('addresses', stranger),
    idsBehind('orders', stranger),
  ])
  return {
    product_id: {
      'an inactive product': products.inactive,
      'a product without that SKU': products.plain,
      'goods of the supplier': products.haier,
      'an unknown product': 999_999_999,
    },
    sku_id: {
      'an inactive SKU': skus.inactive,
      'a SKU of an inactive product': skus.ofInactive,
      'an unknown SKU': 999_999_999,
    },
    address_id: { 'a foreign address': addressId, 'a deleted address': goneAddress },
    order_id: { 'a foreign order': orderId, 'an unknown order': 999_999_999 },
  }
}

const MARK = '@@hostile@@'

/** The body as JSON text with this text in the place of one value. */
export function withLiteral(body: unknown, place: Place, literal: string): string {
  const copy = structuredClone(body)
  set(copy, place, MARK)
  return JSON.stringify(copy).replace(`"${MARK}"`, () => literal)
}

/** The body without one field. */
export function without(body: unknown, place: Place): string {
  const copy = structuredClone(body)
  set(copy, place, undefined)
  return JSON.stringify(copy)
}

/** Missing branches on the way are made: examples do not show every field. */
function set(body: unknown, place: Place, value: unknown): void {
  let here = body as Record<string | number, unknown>
  for (const [index, step] of place.slice(0, -1).entries()) {
    if (typeof here[step] !== 'object' || here[step] === null)
      here[step] = typeof place[index + 1] === 'number' ? [] : {}
    here = here[step] as Record<string | number, unknown>
  }
  here[place.at(-1) ?? ''] = value
}
