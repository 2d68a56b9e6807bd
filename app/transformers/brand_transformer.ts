import type { Static } from 'typebox'
import type { BrandRow } from '#catalog/queries/list_brands'
import { publicUrl } from '#media/public_url'
import { fileUrl, flag, id, instant, integer, object, text } from '#openapi/schemas'

export const BrandSchema = object('Brand', {
  id: id(),
  name: text('名称，也是 by_brand 的查询值'),
  logo: fileUrl('标志'),
  description: text('介绍'),
  order: integer('排序，小的在前'),
  is_active: flag('是否启用'),
  created_at: instant('创建时间'),
  updated_at: instant('修改时间'),
})

/** A brand as the mini-program reads it. */
export function brandAnswer(brand: BrandRow, origin: string): Static<typeof BrandSchema> {
  return {
    id: brand.id,
    name: brand.name,
    logo: publicUrl(brand.logo, origin),
    description: brand.description,
    order: brand.order,
    is_active: brand.is_active,
    created_at: brand.created_at,
    updated_at: brand.updated_at,
  }
}
