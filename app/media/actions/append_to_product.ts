import { storedUrl } from '#media/public_url'
import { audit } from '#shared/audit'
import { invalid, notFound } from '#shared/domain_error'
import { execute, row, type Client } from '#shared/rows'
import type { Viewer } from '#shared/viewer'

/** Which lists of pictures a product has, and how many each may hold. */
export const PRODUCT_FIELDS = ['main_images', 'detail_images'] as const
export type ProductField = (typeof PRODUCT_FIELDS)[number]

export interface ProductSlot {
  productId: number
  field: ProductField
}

const MOST: Record<ProductField, number> = { main_images: 20, detail_images: 50 }
const NAMES: Record<ProductField, string> = { main_images: '主图', detail_images: '详情图' }

/** Constant texts, one per column. */
const READ: Record<ProductField, string> = {
  main_images: `select main_images as images from products where id = ? for update`,
  detail_images: `select detail_images as images from products where id = ? for update`,
}
const WRITE: Record<ProductField, string> = {
  main_images: `update products set main_images = ?::jsonb, updated_at = now() where id = ?`,
  detail_images: `update products set detail_images = ?::jsonb, updated_at = now() where id = ?`,
}

/**
 * Adds a stored picture at the end of a product's main or detail pictures, once.
 * Rule: docs/rules/media.md
 *
 * @throws DomainError NOT_FOUND, or VALIDATION_ERROR when the product has as many as it may have
 */
export async function appendToProduct(
  key: string,
  { productId, field }: ProductSlot,
  by: Viewer,
  trx: Client
): Promise<void> {
  const product = await row<{ images: string[] }>(READ[field], [productId], trx)
  if (!product) throw notFound('商品不存在或已被删除')
  const address = storedUrl(key)
  if (product.images.includes(address)) return
  if (product.images.length >= MOST[field])
    throw invalid('field_name', `${NAMES[field]}最多 ${MOST[field]} 张，请先删除几张`)
  await execute(WRITE[field], [JSON.stringify([...product.images, address]), productId], trx)
  await audit(
    {
      event: 'product_picture_added',
      by,
      entity: 'product',
      entityId: productId,
      after: { field, picture: address },
    },
    trx
  )
}
