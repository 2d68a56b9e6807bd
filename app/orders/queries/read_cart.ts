import { row, rows } from '#shared/rows'

export interface CartLine {
  id: number
  product_id: number
  sku_id: number | null
  quantity: number
}

export interface CartView {
  id: number
  lines: CartLine[]
}

/** The customer's cart, made at its first look. */
export async function readCart(userId: number): Promise<CartView> {
  const found = await rows<CartLine & { cart_id: number; id: number | null }>(
    `select c.id as cart_id, i.id, i.product_id, i.sku_id, i.quantity
     from carts c left join cart_items i on i.cart_id = c.id
     where c.user_id = ? order by i.id`,
    [userId]
  )
  if (found.length === 0) return { id: await createCart(userId), lines: [] }
  return { id: found[0].cart_id, lines: found.filter((line) => line.id !== null) }
}

async function createCart(userId: number): Promise<number> {
  const cart = await row<{ id: number }>(
    `insert into carts (user_id) values (?)
     on conflict (user_id) do update set user_id = excluded.user_id returning id`,
    [userId]
  )
  if (!cart) throw new Error('the cart was not created')
  return cart.id
}
