import { type Part, part, text } from '#catalog/queries/part'

/** `popular` is what the lists of one category or brand call relevance. */
export type ProductSort =
  'relevance' | 'popular' | 'price_asc' | 'price_desc' | 'sales' | 'created' | 'views'

/** What a list of products shows; absent means "any". Conditions combine with AND. */
export interface ProductFilter {
  search?: string
  /** Exact names, whatever their case; all categories of that name count, without those below them. */
  category?: string
  brand?: string
  /** This category and all below it. */
  categoryId?: number
  /** Inclusive bounds in yuan on the product's own retail price. */
  minPrice?: string
  maxPrice?: string
  inGiftZone?: boolean
  inDesignerZone?: boolean
  isActive?: boolean
}

/** The columns of `p` that each list is ordered by. All orders are total: pages never repeat a row. */
const ORDERS: Record<ProductSort, [column: string, direction: '' | 'desc'][]> = {
  relevance: [['created_at', 'desc']],
  popular: [
    ['sales_count', 'desc'],
    ['view_count', 'desc'],
  ],
  price_asc: [['price', '']],
  price_desc: [['price', 'desc']],
  sales: [
    ['sales_count', 'desc'],
    ['created_at', 'desc'],
  ],
  created: [['created_at', 'desc']],
  views: [
    ['view_count', 'desc'],
    ['created_at', 'desc'],
  ],
}

/** How a list of rows `p` is ordered, and the columns that this needs. */
export function orderOf(sort: ProductSort): { order: Part; columns: Part } {
  const columns = [...ORDERS[sort], ['id', 'desc']]
  return {
    order: text(columns.map(([column, direction]) => `p.${column} ${direction}`).join(', ')),
    columns: text(columns.map(([column]) => `p.${column}`).join(', ')),
  }
}

/** Names and trees are few rows, so they become arrays of ids before products are looked at. */
const categoriesNamed = (name: string) =>
  part`array(select id from categories where lower(name) = lower(${name}))`
const brandsNamed = (name: string) =>
  part`array(select id from brands where lower(name) = lower(${name}))`
const categoriesUnder = (id: number) => part`array(
  with recursive under as (
    select id from categories where id = ${id}
    union all select c.id from categories c join under on c.parent_id = under.id)
  select id from under)`

/** The categories, else the brands, that a list is limited to: a column and its values. */
export interface Shelves {
  column: Part
  ids: Part
}

export function shelvesOf(filter: ProductFilter): Shelves | null {
  const { category, brand, categoryId } = filter
  const inCategories = (ids: Part) => ({ column: text('p.category_id'), ids })
  if (categoryId !== undefined) return inCategories(categoriesUnder(categoryId))
  if (category !== undefined) return inCategories(categoriesNamed(category))
  return brand === undefined ? null : { column: text('p.brand_id'), ids: brandsNamed(brand) }
}

/**
 * All that a filter demands of a row `p` but the keyword: `and … and …`, or nothing. Shelves are not
 * looked up in their index here (`is true` keeps it out): who wants that reads shelf by shelf.
 */
export function conditionsOf(filter: ProductFilter): Part {
  const shelves = shelvesOf(filter)
  const onShelves = shelves
    ? part` and (${shelves.column} = any(${shelves.ids})) is true`
    : text('')
  return part`${onShelves}${conditionsBesideShelves(filter)}`
}

/** The same without the shelves. */
export function conditionsBesideShelves(filter: ProductFilter): Part {
  const { category, brand, categoryId, minPrice, maxPrice } = filter
  const conditions: Part[] = [
    flag('p.is_active', filter.isActive),
    flag('p.show_in_gift_zone', filter.inGiftZone),
    flag('p.show_in_designer_zone', filter.inDesignerZone),
  ]
  if (categoryId !== undefined && category !== undefined)
    conditions.push(part` and p.category_id = any(${categoriesNamed(category)})`)
  if ((categoryId ?? category) !== undefined && brand !== undefined)
    conditions.push(part` and p.brand_id = any(${brandsNamed(brand)})`)
  if (minPrice !== undefined) conditions.push(part` and p.price >= ${minPrice}::numeric`)
  if (maxPrice !== undefined) conditions.push(part` and p.price <= ${maxPrice}::numeric`)
  return conditions.reduce((all, condition) => part`${all}${condition}`, text(''))
}

/** Written out, not bound: the partial and leading columns of the indexes are these constants. */
function flag(column: string, value: boolean | undefined): Part {
  if (value === undefined) return text('')
  return text(value ? ` and ${column}` : ` and not ${column}`)
}
