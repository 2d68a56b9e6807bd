import { indexProducts } from '#catalog/actions/index_products'
import { execute, type Client } from '#shared/rows'
import { idOf, type Shelves } from './categories.js'
import type { Colour, Good } from './good.js'
import type { Pictures } from './pictures.js'
import { productPictures, type ProductPictures } from './product_pictures.js'
import { between, seededRandom } from './random.js'

const PRODUCT = `
  insert into products (name, description, category_id, brand_id, price, dealer_price, market_price,
    stock, product_model, main_images, detail_images, show_in_gift_zone, show_in_designer_zone,
    sales_count, view_count, created_at, updated_at)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, now() - make_interval(days => ?),
    now() - make_interval(days => ?))
  returning id`

const SKU = `
  insert into product_skus (product_id, name, sku_code, specs, price, stock, image)
  values (?, ?, ?, ?, ?, ?, ?)`

/** Every stock figure has a line in the log that explains it. */
const FIRST_STOCK = `
  insert into inventory_logs (product_id, sku_id, change_type, quantity, reason, stock_after)
  select product_id, id, 'adjust', stock, 'manual_adjust', stock from product_skus where stock > 0
  union all
  select p.id, null, 'adjust', p.stock, 'manual_adjust', p.stock from products p
  where p.stock > 0 and not exists (select 1 from product_skus s where s.product_id = p.id)`

const SERVICE = [
  '全国联保，送货上门并由厂家安装。',
  '七天无理由退货，十五天质量问题换新。',
  '支持以旧换新，安装师傅预约上门。',
]

interface Variant {
  specs: Record<string, string>
  colour: Colour
  more: number
  stock: number
}

/** All goods as products with their SKUs and pictures, findable by name. Answers their ids. */
export async function seedProducts(
  goods: Good[],
  shelves: Shelves,
  pictures: Pictures,
  client: Client
): Promise<number[]> {
  const shown = await Promise.all(goods.map((good) => productPictures(pictures, good)))
  const random = seededRandom(20260301)
  const ids: number[] = []
  for (const [index, good] of goods.entries())
    ids.push(await seedProduct(good, index, shown[index], shelves, random, client))
  await indexProducts(ids, client)
  await execute(FIRST_STOCK, [], client)
  return ids
}

async function seedProduct(
  good: Good,
  index: number,
  shown: ProductPictures,
  shelves: Shelves,
  random: () => number,
  client: Client
): Promise<number> {
  const variants = variantsOf(good, random)
  const stock = variants.reduce((sum, variant) => sum + variant.stock, 0)
  const name = `${good.brand} ${good.name} ${good.model}`
  const description = `${good.text}${SERVICE[index % SERVICE.length]}`
  const popularity = random() ** 2
  const days = between(random, 2, 240)
  const id = await idOf(
    PRODUCT,
    [
      ...[name, description, shelves.items.get(good.item), shelves.brands.get(good.brand)],
      ...[good.price, good.dealer ? Math.round(good.price * 0.88) : null],
      ...[Math.round((good.price * between(random, 112, 128)) / 1000) * 10 - 1, stock, good.model],
      ...[JSON.stringify(shown.main), JSON.stringify(shown.detail)],
      ...[good.gift ?? false, good.designer ?? false],
      ...[
        Math.round(popularity * 1800),
        Math.round(popularity * 26_000) + between(random, 20, 400),
      ],
      ...[days, between(random, 0, days)],
    ],
    client
  )
  if (variants.length > 1)
    for (const [place, { specs, colour, more, stock: left }] of variants.entries())
      await execute(
        SKU,
        [
          ...[
            id,
            Object.values(specs).join(' '),
            `${good.model}-${String(place + 1).padStart(2, '0')}`,
          ],
          ...[JSON.stringify(specs), good.price + more, left, shown.ofColour.get(colour)],
        ],
        client
      )
  return id
}

/** Colours times sizes; what has no choice is one variant without specifications. */
function variantsOf(good: Good, random: () => number): Variant[] {
  const sizes = good.sizes?.values ?? [['', 0] as const]
  return good.colours.flatMap((colour) =>
    sizes.map(([size, more]) => ({
      specs: {
        ...(good.colours.length > 1 && { 颜色: colour }),
        ...(good.sizes && { [good.sizes.name]: size }),
      },
      colour,
      more,
      stock: random() < 0.06 ? 0 : between(random, 6, 80),
    }))
  )
}
