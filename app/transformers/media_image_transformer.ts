import type { Static } from 'typebox'
import { PRODUCT_FIELDS, type ProductSlot } from '#media/actions/append_to_product'
import { placeOf } from '#media/places'
import { privateUrl } from '#media/private_url'
import { publicUrl, storedUrl } from '#media/public_url'
import type { MediaImage } from '#media/record_picture'
import { count, fileUrl, flag, id, instant, object, oneOf, text } from '#openapi/schemas'
import { Type } from '#openapi/type'

export const MediaImageSchema = object('MediaImage', {
  id: id(),
  file: fileUrl('同 url'),
  url: fileUrl('图片地址；顾客上传的图片是带签名的地址，24 小时内有效，提交凭证时原样传回'),
  original_name: text('上传时的文件名'),
  content_type: text('保存后的类型'),
  size: count('保存后的大小（字节）'),
  created_at: instant('上传时间'),
  product_updated: Type.Optional(flag('图片已加到商品；仅在指定商品时有')),
  product_id: Type.Optional(id('商品')),
  field_name: Type.Optional(oneOf(PRODUCT_FIELDS, '加到哪一组图片')),
})

/** An uploaded picture (8.14), with the product that it was added to if there was one. */
export function mediaImageAnswer(
  image: MediaImage,
  origin: string,
  slot?: ProductSlot
): Static<typeof MediaImageSchema> {
  const url =
    placeOf(image.purpose) === 'private'
      ? privateUrl(image.file, origin)
      : publicUrl(storedUrl(image.file), origin)
  return {
    id: image.id,
    file: url,
    url,
    original_name: image.original_name,
    content_type: image.content_type,
    size: image.size,
    created_at: image.created_at,
    ...(slot && { product_updated: true, product_id: slot.productId, field_name: slot.field }),
  }
}
