import { execute } from '#shared/rows'

/** Removes one line; without a SKU only the line without SKU. Nothing to remove is no error. */
export async function takeFromCart(line: {
  userId: number
  productId: number
  skuId: number | null
}): Promise<void> {
  await execute(
    `delete from cart_items i using carts c
     where c.id = i.cart_id and c.user_id = :userId and i.product_id = :productId
       and i.sku_id is not distinct from :skuId::bigint`,
    line
  )
}

export async function clearCart(userId: number): Promise<void> {
  await execute(`delete from cart_items i using carts c where c.id = i.cart_id and c.user_id = ?`, [
    userId,
  ])
}
