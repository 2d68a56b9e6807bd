import type { Static } from 'typebox'
import { pageExample } from '#descriptions/examples/page'
import type { Description } from '#openapi/describe'
import { flag, pageOf, paging } from '#openapi/schemas'
import { SpecialZoneCoverSchema } from '#transformers/special_zone_cover_transformer'

const coverExample: Static<typeof SpecialZoneCoverSchema> = {
  id: 3,
  type: 'gift',
  is_active: true,
  image_id: 538,
  image_url: 'https://shop.example.com/media/images/2026/02/11/gift.jpg',
  image: 538,
  created_at: '2026-02-11T13:20:00.000+08:00',
  updated_at: '2026-02-11T13:20:00.000+08:00',
}

export const listSpecialZoneCovers: Description = {
  summary: '专区封面列表',
  description: '启用的封面，按专区排序，每个专区最多一张。',
  tag: '首页',
  cached: true,
  query: {
    type: SpecialZoneCoverSchema.properties.type,
    is_active: flag('是否启用，只对管理员有效'),
    ...paging(),
  },
  answers: {
    200: {
      description: '一页封面',
      schema: pageOf(SpecialZoneCoverSchema),
      example: pageExample(coverExample),
    },
  },
}
