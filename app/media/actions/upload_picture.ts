import db from '@adonisjs/lucid/services/db'
import type { OutputFormat } from '#media/draw_picture'
import { appendToProduct, type ProductSlot } from '#media/actions/append_to_product'
import { newKey } from '#media/keys'
import { isCustomer } from '#media/limits'
import { placeOf, removePictureFiles, writePicture, type Purpose } from '#media/places'
import { MOST_BYTES, MOST_CUSTOMER_BYTES } from '#media/picture_limits'
import { recordPicture, type MediaImage } from '#media/record_picture'
import { empty, missing, tooLarge } from '#media/refusals'
import { renderPicture } from '#media/render_picture'
import { DomainError } from '#shared/domain_error'
import type { Viewer } from '#shared/viewer'

export interface Upload {
  /** what arrived, in a temporary file that the caller removes; null when nothing did */
  file: { path: string; name: string; size: number } | null
  format?: OutputFormat
  compress?: boolean
  /** administrators only: the product that shows the picture from now on */
  product?: Partial<ProductSlot>
}

const ENDINGS = { jpeg: 'jpg', png: 'png', webp: 'webp', gif: 'gif' } as const

/**
 * Stores what somebody uploaded, drawn anew. A customer's picture is private evidence, a picture of
 * staff is public. All or nothing: when anything fails, neither file nor row is left.
 * Rule: docs/rules/media.md
 *
 * @throws DomainError INVALID_FILE; FORBIDDEN when somebody else than an administrator names a product;
 *   NOT_FOUND, VALIDATION_ERROR for a product that does not exist or is full
 */
export async function uploadPicture(
  upload: Upload,
  by: Viewer
): Promise<{ image: MediaImage; slot?: ProductSlot }> {
  const slot = productSlot(upload.product, by)
  const customer = isCustomer(by)
  const file = acceptable(upload.file, customer)
  const { content, copies, format, width, height } = await renderPicture(file.path, {
    format: upload.format,
    compress: upload.compress,
    bitmaps: !customer,
  })
  const purpose: Purpose = customer ? 'evidence' : 'public'
  const key = newKey(ENDINGS[format])
  await writePicture(placeOf(purpose), key, content, copies)
  const picture = { key, content, width, height, purpose }
  try {
    return await db.transaction(async (trx) => {
      const image = await recordPicture(
        { ...picture, originalName: plainName(file.name), uploadedById: by.id },
        trx
      )
      if (slot) await appendToProduct(key, slot, by, trx)
      return { image, slot }
    })
  } catch (error) {
    await removePictureFiles(placeOf(purpose), key)
    throw error
  }
}

function productSlot(product: Upload['product'], by: Viewer): ProductSlot | undefined {
  const { productId, field } = product ?? {}
  if (productId === undefined && field === undefined) return undefined
  if (by.role !== 'admin')
    throw new DomainError('FORBIDDEN', '只有管理员可以把图片加到商品', { status: 403 })
  if (productId === undefined || field === undefined)
    throw new DomainError('VALIDATION_ERROR', '请同时提供 product_id 和 field_name')
  return { productId, field }
}

function acceptable(file: Upload['file'], customer: boolean) {
  if (!file) throw missing()
  if (file.size === 0) throw empty()
  const most = customer ? MOST_CUSTOMER_BYTES : MOST_BYTES
  if (file.size > most) throw tooLarge(most / 1024 / 1024)
  return file
}

/** What the client called its file, for staff to read: no folders, no control characters. */
function plainName(name: string): string {
  const [last = ''] = name.split(/[\\/]/).slice(-1)
  const plain = last.toWellFormed().replace(/\p{Cc}/gu, '')
  return [...plain].slice(0, 255).join('')
}
