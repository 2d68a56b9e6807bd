import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { indexProducts } from '#catalog/actions/index_products'
import { execute, rows } from '#shared/rows'

const BATCH = 5_000

const CATEGORIES = `
  with major as (
    insert into categories (name, level, "order") values ('批量品类', 'major', 900)
    on conflict (level, parent_id, name) do update set updated_at = now() returning id)
  insert into categories (name, level, parent_id, "order")
  select '批量子品类 ' || n, 'minor', major.id, n from major, generate_series(1, ?::int) n
  on conflict (level, parent_id, name) do update set updated_at = now()`

const BRANDS = `
  insert into brands (name, "order") select '批量品牌 ' || n, 900 + n from generate_series(1, 8) n
  on conflict (name) do nothing`

/** Everything follows from the number of the product, so that every run makes the same catalogue. */
const PRODUCTS = `
  with kind as (
    select array['冰箱', '洗衣机', '空调', '热水器', '油烟机', '燃气灶', '洗碗机', '电视', '净水器', '榨汁机'] as names,
      array['变频', '一级能效', '智能', '大容量', '超薄', '静音', '除菌', '嵌入式'] as traits,
      array['BCD', 'XQG', 'KFR', 'JSQ', 'CXW', 'JZT', 'WQP', 'LED', 'RO', 'JE'] as series,
      string_to_array('云溪 晨曦 星河 听雨 知夏 松风 远山 清泉 朝露 暖阳 银杏 初雪 繁花 半夏 海岚 青禾 流光 明月 归雁 竹影 '
        || '蓝湾 雅筑 拾光 天际 凌霄 逐浪 沐春 锦年 微澜 白鹭 曙光 溪谷 长歌 采薇 扶摇 南枝 北辰 东篱 西窗 望舒 '
        || '凝霜 浮云 金秋 碧波 丹霞 翠微 紫藤 墨韵 素心 和风', ' ') as lines),
  category as (select array_agg(id order by "order") as ids from categories
    where level = 'minor' and name like '批量子品类 %'),
  brand as (select array_agg(id order by "order") as ids, array_agg(name order by "order") as names
    from brands where name like '批量品牌 %')
  insert into products (name, description, category_id, brand_id, price, dealer_price, market_price,
    stock, product_model, main_images, sales_count, view_count, show_in_gift_zone,
    show_in_designer_zone, is_active, created_at, updated_at)
  select
    brand.names[1 + n % 8] || ' ' || kind.lines[1 + n / 11 % 50]
      || kind.traits[1 + n / 7 % 8] || kind.traits[1 + n / 59 % 8] || kind.names[1 + n % 10] || ' ' || kind.series[1 + n % 10] || '-' || (100 + n % 900)
      || 'W' || upper(to_hex(n)),
    kind.traits[1 + n / 3 % 8] || '设计，适合' || (1 + n % 6) || '口之家，整机保修' || (1 + n % 10) || '年。',
    category.ids[1 + n % array_length(category.ids, 1)], brand.ids[1 + n % 8],
    99 + n % 9000 + 0.9, case when n % 4 = 0 then 90 + n % 9000 end, 199 + n % 9000,
    case when n % 3 = 0 and skus.each > 0 then 5 * skus.each else n % 50 end,
    kind.series[1 + n % 10] || '-' || (100 + n % 900) || 'W' || upper(to_hex(n)),
    '["/media/images/bulk/main.webp"]'::jsonb, n::bigint * 7919 % 5000, n::bigint * 104729 % 90000, n % 50 = 0,
    n % 60 = 0, n % 100 <> 99, now() - make_interval(mins => n), now() - make_interval(mins => n)
  from generate_series(1, ?::int) n, kind, category, brand, (select ?::int as each) skus`

/** A third of the products comes in colours; their stock is that of the SKUs together. */
const SKUS = `
  insert into product_skus (product_id, name, sku_code, specs, price, stock)
  select p.id, colour.name, p.id || '-' || colour.place,
    jsonb_build_object('颜色', colour.name), p.price + 100 * (colour.place - 1), 5
  from (select id, price, row_number() over (order by id) as n from products where id > ?::bigint) p,
    unnest(array['白色', '星空灰', '香槟金', '曜石黑', '雾霾蓝']) with ordinality colour (name, place)
  where p.n % 3 = 0 and colour.place <= ?::int`

/** Filling the index row by row takes several times as long as making it at the end. */
const SEARCH_INDEX = `select indexdef from pg_indexes where indexname = 'search_documents_lexemes'`

/**
 * Fills the catalogue for measurements, by set-based statements in one transaction: 10,000 products in
 * seconds, 100,000 in about a minute. Adds to what is there; `skus` is how many colours (0 to 5) a third
 * of the products comes in.
 */
export async function seedBulkCatalogue({
  products = 10_000,
  categories = 100,
  skus = 2,
} = {}): Promise<void> {
  await db.transaction(async (trx) => {
    const [{ last }] = await rows<{ last: number }>(
      'select coalesce(max(id), 0) as last from products',
      [],
      trx
    )
    await execute(CATEGORIES, [categories], trx)
    await execute(BRANDS, [], trx)
    await execute(PRODUCTS, [products, skus], trx)
    await execute(SKUS, [last, skus], trx)
    await execute(`set local maintenance_work_mem = '256MB'`, [], trx)
    const [{ indexdef }] = await rows<{ indexdef: string }>(SEARCH_INDEX, [], trx)
    await execute('drop index search_documents_lexemes', [], trx)
    await indexAll(last, trx)
    await execute(indexdef, [], trx)
  })
  await execute('vacuum (analyze) products, product_skus, search_documents, categories, brands')
}

async function indexAll(after: number, trx: TransactionClientContract): Promise<void> {
  const next = `select id from products where id > ? order by id limit ${BATCH}`
  for (let last = after; ;) {
    const batch = await rows<{ id: number }>(next, [last], trx)
    if (batch.length === 0) return
    last = batch[batch.length - 1].id
    await indexProducts(
      batch.map(({ id }) => id),
      trx
    )
  }
}
