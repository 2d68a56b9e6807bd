import { keywordGrams, squeeze } from '#catalog/search_text'

/** `popular` is what the lists of one category or brand call relevance. */
export type ProductSort =
  'relevance' | 'popular' | 'price_asc' | 'price_desc' | 'sales' | 'created' | 'views'

/** What a list of products shows; absent means "any". Conditions combine with AND. */
export interface ProductFilter {
  search?: string
  /** Exact names, whatever their case; all categories of that name count. */
  category?: string
  brand?: string
  categoryId?: number
  /** Inclusive bounds in yuan on the product's own retail price. */
  minPrice?: string
  maxPrice?: string
  inGiftZone?: boolean
  inDesignerZone?: boolean
  isActive?: boolean
}

/** Every order is total, so that pages neither repeat nor lose a row. */
const ORDERS: Record<ProductSort, string> = {
  relevance: 'p.created_at desc, p.id desc',
  popular: 'p.sales_count desc, p.view_count desc, p.id desc',
  price_asc: 'p.price, p.id desc',
  price_desc: 'p.price desc, p.id desc',
  sales: 'p.sales_count desc, p.created_at desc, p.id desc',
  created: 'p.created_at desc, p.id desc',
  views: 'p.view_count desc, p.created_at desc, p.id desc',
}
const BY_KEYWORD = 'p.in_name desc, p.sales_count desc, p.created_at desc, p.id desc'

export interface Matches {
  /** A select of one row: `total`, and `ids` of one page in order. */
  sql: string
  bindings: unknown[]
}

/**
 * Which products match. The text of the statement is one of a fixed set, chosen by which filters are
 * given; values are bindings only. A keyword is looked for once, for the total and the page together;
 * without one, a total that is known is not counted again.
 */
export function productMatches(
  filter: ProductFilter,
  sort: ProductSort,
  { pageSize, offset }: { pageSize: number; offset: number },
  knownTotal?: number
): Matches {
  const { joins, conditions, bindings } = readFilter(filter)
  const keyword = squeeze(filter.search ?? '')
  if (keyword !== '') {
    const order = sort === 'relevance' ? BY_KEYWORD : ORDERS[sort]
    return {
      sql: `
      with hit as materialized (
        select p.id, p.price, p.sales_count, p.view_count, p.created_at,
          strpos(f.name_text, ?) > 0 as in_name
        from product_search f join products p on p.id = f.product_id ${joins}
        where f.tokens @> ?::text[]
          and (strpos(f.name_text, ?) > 0 or strpos(f.description_text, ?) > 0) ${conditions})
      select (select count(*) from hit) as total,
        array(select p.id from hit p order by ${order} limit ? offset ?) as ids`,
      bindings: [
        ...[keyword, keywordGrams(keyword), keyword, keyword],
        ...[...bindings, pageSize, offset],
      ],
    }
  }
  const from = `from products p ${joins} where true ${conditions}`
  const counted = knownTotal === undefined
  return {
    sql: `
      select ${counted ? `(select count(*) ${from})` : '?::int'} as total,
        array(select p.id ${from} order by ${ORDERS[sort]} limit ? offset ?) as ids`,
    bindings: [...(counted ? bindings : [knownTotal]), ...bindings, pageSize, offset],
  }
}

function readFilter(filter: ProductFilter) {
  const conditions: string[] = []
  const bindings: unknown[] = []
  const given = (condition: string, value: unknown) => {
    if (value === undefined) return
    conditions.push(`and ${condition}`)
    bindings.push(value)
  }
  /** Written out, not bound: the partial and leading columns of the indexes are these constants. */
  const flag = (column: string, value: boolean | undefined) => {
    if (value !== undefined) conditions.push(value ? `and ${column}` : `and not ${column}`)
  }
  given('lower(k.name) = lower(?)', filter.category)
  given('lower(n.name) = lower(?)', filter.brand)
  flag('p.is_active', filter.isActive)
  flag('p.show_in_gift_zone', filter.inGiftZone)
  flag('p.show_in_designer_zone', filter.inDesignerZone)
  given('p.category_id = ?', filter.categoryId)
  given('p.price >= ?::numeric', filter.minPrice)
  given('p.price <= ?::numeric', filter.maxPrice)
  /** A keyword of signs only has no grams; it is looked for as it is. */
  if (filter.search && squeeze(filter.search) === '')
    given(`strpos(lower(p.name || ' ' || p.description), lower(?)) > 0`, filter.search)
  const joins = [
    filter.category === undefined ? '' : 'join categories k on k.id = p.category_id',
    filter.brand === undefined ? '' : 'join brands n on n.id = p.brand_id',
  ]
  return { joins: joins.join(' '), conditions: conditions.join(' '), bindings }
}
