import type { CategoryRow } from '#catalog/queries/list_categories'
import { publicUrl } from '#media/public_url'

/** A category as the mini-program reads it. */
export function categoryAnswer(category: CategoryRow, origin: string): object {
  return {
    ...node(category, origin),
    children: category.children.map((child) => node(child, origin)),
  }
}

function node(category: Omit<CategoryRow, 'children'>, origin: string): object {
  return {
    id: category.id,
    name: category.name,
    order: category.order,
    logo: publicUrl(category.logo, origin),
    level: category.level,
    parent_id: category.parent_id,
  }
}
