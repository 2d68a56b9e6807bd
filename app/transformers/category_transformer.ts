import type { Static } from 'typebox'
import type { CategoryRow } from '#catalog/queries/list_categories'
import { publicUrl } from '#media/public_url'
import { fileUrl, id, integer, labelled, nullable, object, text } from '#openapi/schemas'
import { Type } from '#openapi/type'
import { CATEGORY_LEVELS } from '#shared/labels'

const fields = {
  id: id(),
  name: text('名称，也是 by_category 的查询值'),
  order: integer('排序，小的在前'),
  logo: fileUrl('图标'),
  level: labelled(CATEGORY_LEVELS, '级别'),
  parent_id: nullable(id('上级分类，major 没有')),
}

const ChildSchema = object('CategoryChild', fields)

export const CategorySchema = object('Category', {
  ...fields,
  children: Type.Array(ChildSchema, { description: '直接下级，没有时为空' }),
})

/** A category as the mini-program reads it. */
export function categoryAnswer(
  category: CategoryRow,
  origin: string
): Static<typeof CategorySchema> {
  return {
    ...node(category, origin),
    children: category.children.map((child) => node(child, origin)),
  }
}

function node(category: Omit<CategoryRow, 'children'>, origin: string): Static<typeof ChildSchema> {
  return {
    id: category.id,
    name: category.name,
    order: category.order,
    logo: publicUrl(category.logo, origin),
    level: category.level,
    parent_id: category.parent_id,
  }
}
