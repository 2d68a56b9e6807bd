import { randomBytes } from 'node:crypto'
import { indexProducts } from '#catalog/actions/index_products'
import { execute, row } from '#shared/rows'

/** A name nobody else has, so that totals are exact however full the shop is. */
export function uniqueName(prefix: string): string {
  return `${prefix}${randomBytes(6).toString('hex')}`
}

export async function insertRow(table: string, columns: Record<string, unknown>): Promise<number> {
  const names = Object.keys(columns).map((name) => `"${name}"`)
  const marks = names.map(() => '?')
  const made = await row<{ id: number }>(
    `insert into ${table} (${names.join(', ')}) values (${marks.join(', ')}) returning id`,
    Object.values(columns)
  )
  if (!made) throw new Error(`no row was written to ${table}`)
  return made.id
}

export interface Shelf {
  categoryId: number
  category: string
  brandId: number
  brand: string
}

/** A brand and a category (minor, under a major of its own) for the products of one test. */
export async function shelf(): Promise<Shelf> {
  const [category, brand] = [uniqueName('品类'), uniqueName('Brand')]
  const majorId = await insertRow('categories', { name: category, level: 'major' })
  const categoryId = await insertRow('categories', {
    name: category,
    level: 'minor',
    parent_id: majorId,
  })
  return { category, brand, categoryId, brandId: await insertRow('brands', { name: brand }) }
}

/** A product on a shelf, findable by its name. */
export async function shelvedProduct(
  { categoryId, brandId }: Shelf,
  columns: Record<string, unknown> = {}
): Promise<number> {
  const product = { name: '冰箱', description: '', price: '100.00', ...columns }
  const id = await insertRow('products', {
    category_id: categoryId,
    brand_id: brandId,
    ...product,
  })
  await indexProducts([id])
  return id
}

export function skuOf(productId: number, columns: Record<string, unknown> = {}): Promise<number> {
  return insertRow('product_skus', { product_id: productId, price: '100.00', ...columns })
}

/** A discount rule for one user and one product; valid now unless said otherwise. */
export async function discountFor(
  userId: number,
  productId: number,
  rule: Record<string, unknown> = {}
): Promise<number> {
  const id = await insertRow('discounts', {
    discount_type: 'amount',
    amount: '10',
    effective_time: new Date(Date.now() - 60_000),
    expiration_time: new Date(Date.now() + 3_600_000),
    ...rule,
  })
  await execute(
    'insert into discount_targets (discount_id, user_id, product_id) values (?, ?, ?)',
    [...[id, userId, productId]]
  )
  return id
}
