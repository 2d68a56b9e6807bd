import type { Static } from 'typebox'
import { BLOCK_TYPES, type CaseBlockRow, type CaseRow } from '#catalog/queries/list_cases'
import { publicUrl } from '#media/public_url'
import {
  fileUrl,
  flag,
  id,
  instant,
  integer,
  labelled,
  nullable,
  object,
  text,
} from '#openapi/schemas'
import { Type } from '#openapi/type'

export const CaseBlockSchema = object('CaseBlock', {
  id: id(),
  block_type: labelled(BLOCK_TYPES, '类型'),
  text: text('文字，图片块为空'),
  order: integer('排序，小的在前'),
  image_id: nullable(id('图片编号')),
  image_url: fileUrl('图片地址，文字块为空'),
})

export const CaseSchema = object('Case', {
  id: id(),
  title: text('标题'),
  order: integer('排序，小的在前'),
  is_active: flag('是否启用'),
  cover_image_id: id('封面图片编号'),
  cover_image_url: fileUrl('封面图片地址'),
  detail_blocks: Type.Array(CaseBlockSchema, { description: '正文，按 order、编号排序' }),
  created_at: instant('创建时间'),
  updated_at: instant('修改时间'),
})

/** A case as the mini-program reads it. */
export function caseAnswer(found: CaseRow, origin: string): Static<typeof CaseSchema> {
  return {
    id: found.id,
    title: found.title,
    order: found.order,
    is_active: found.is_active,
    cover_image_id: found.cover_image_id,
    cover_image_url: publicUrl(found.cover_file, origin),
    detail_blocks: found.blocks.map((block) => blockAnswer(block, origin)),
    created_at: found.created_at,
    updated_at: found.updated_at,
  }
}

function blockAnswer(block: CaseBlockRow, origin: string): Static<typeof CaseBlockSchema> {
  return {
    id: block.id,
    block_type: block.block_type,
    text: block.block_type === 'text' ? block.text : '',
    order: block.order,
    image_id: block.image_id,
    image_url: publicUrl(block.file ?? '', origin),
  }
}
