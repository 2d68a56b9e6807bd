import type { Static } from 'typebox'
import { pageExample } from '#descriptions/examples/page'
import type { Description } from '#openapi/describe'
import { flag, pageOf, paging } from '#openapi/schemas'
import { CaseSchema } from '#transformers/case_transformer'

const tag = '案例'

const MEDIA = 'https://shop.example.com/media/images/2026/02/11'

const caseExample: Static<typeof CaseSchema> = {
  id: 9,
  title: '良渚别墅全屋电器方案',
  order: 1,
  is_active: true,
  cover_image_id: 540,
  cover_image_url: `${MEDIA}/case9.jpg`,
  detail_blocks: [
    {
      id: 61,
      block_type: 'text',
      text: '厨房采用嵌入式蒸烤一体机。',
      order: 1,
      image_id: null,
      image_url: '',
    },
    {
      id: 62,
      block_type: 'image',
      text: '',
      order: 2,
      image_id: 541,
      image_url: `${MEDIA}/k1.jpg`,
    },
  ],
  created_at: '2026-02-11T13:20:00.000+08:00',
  updated_at: '2026-02-11T13:20:00.000+08:00',
}

export const listCases: Description = {
  summary: '案例列表',
  description: '启用的案例连同正文，按 order 排序，相同时新的在前。',
  tag,
  cached: true,
  query: { is_active: flag('是否启用，只对管理员有效'), ...paging() },
  answers: {
    200: {
      description: '一页案例',
      schema: pageOf(CaseSchema),
      example: pageExample(caseExample),
    },
  },
}

export const showCase: Description = {
  summary: '一个案例',
  tag,
  cached: true,
  answers: { 200: { description: '案例', schema: CaseSchema, example: caseExample } },
}
