import type { Static } from 'typebox'
import { ZONES, type ZoneCoverRow } from '#catalog/queries/list_zone_covers'
import { publicUrl } from '#media/public_url'
import { fileUrl, flag, id, instant, labelled, object } from '#openapi/schemas'

export const SpecialZoneCoverSchema = object('SpecialZoneCover', {
  id: id(),
  type: labelled(ZONES, '专区，每个专区最多一张'),
  is_active: flag('是否启用'),
  image_id: id('图片编号'),
  image_url: fileUrl('图片地址'),
  image: id('同 image_id'),
  created_at: instant('创建时间'),
  updated_at: instant('修改时间'),
})

/** The cover of a special zone as the mini-program reads it. */
export function specialZoneCoverAnswer(
  cover: ZoneCoverRow,
  origin: string
): Static<typeof SpecialZoneCoverSchema> {
  return {
    id: cover.id,
    type: cover.type,
    is_active: cover.is_active,
    image_id: cover.image_id,
    image_url: publicUrl(cover.file, origin),
    image: cover.image_id,
    created_at: cover.created_at,
    updated_at: cover.updated_at,
  }
}
