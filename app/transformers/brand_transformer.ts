import type { BrandRow } from '#catalog/queries/list_brands'
import { publicUrl } from '#media/public_url'

/** A brand as the mini-program reads it. */
export function brandAnswer(brand: BrandRow, origin: string): object {
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
