import { test } from '@japa/runner'
import { knownBrands } from '#catalog/queries/known_brands'
import { productMatches } from '#catalog/queries/product_matches'
import type { ProductFilter, ProductSort } from '#catalog/queries/product_filter'
import {
  pageOfFew,
  pageOfMany,
  totalsByRank,
  type WantedHits,
} from '#catalog/queries/search_matches'
import { namesBeginning } from '#catalog/queries/suggest_keywords'
import { readSearch } from '#catalog/search_words'
import { signsOf, squeeze, wordsOf } from '#catalog/search_text'
import type { Part } from '#catalog/queries/part'
import { execute, rows } from '#shared/rows'
import { seedBulkCatalogue } from '#database/seeders/bulk_catalogue'
import { sqlStatements } from '#tests/helpers/sql_statements'

const BULK = `(select p.id from products p join brands b on b.id = p.brand_id where b.name like '批量品牌 %')`

/** The generator fills the whole table and vacuums it, so it cannot run inside a transaction. */
async function clear() {
  await execute(`delete from product_skus where product_id in ${BULK}`)
  await execute(`delete from products where id in ${BULK}`)
  await execute(`delete from brands where name like '批量品牌 %'`)
  await execute(`delete from categories where name like '批量子品类 %'`)
  await execute(`delete from categories where name = '批量品类'`)
}

async function hitsOf(keyword: string, more: Partial<WantedHits> = {}): Promise<WantedHits> {
  const search = readSearch(keyword, await knownBrands())
  if (!search) throw new Error('there is nothing to look for')
  return {
    search,
    filter: { isActive: true },
    sort: 'relevance',
    paging: { pageSize: 20, offset: 0 },
    ...more,
  }
}

async function planOf({ sql, bindings }: Part): Promise<string> {
  const lines = await rows<{ 'QUERY PLAN': string }>(`explain ${sql}`, bindings)
  return lines.map((line) => line['QUERY PLAN']).join('\n')
}

const listPlan = (filter: ProductFilter, sort: ProductSort) =>
  planOf(productMatches(filter, sort, { pageSize: 20, offset: 0 }))

interface Found {
  totals: number[] | null
  ids: number[] | null
}

async function find(matches: Part): Promise<Found> {
  const [found] = await rows<Found>(matches.sql, matches.bindings)
  return found
}

async function totalsOf(wanted: WantedHits): Promise<number[]> {
  const { sql, bindings } = totalsByRank(wanted)
  const counted = await rows<{ rank: number | null; total: number }>(sql, bindings)
  const totals = wanted.search.patterns.length === 1 ? [0, 0, 0] : [0, 0, 0, 0]
  for (const { rank, total } of counted) if (rank !== null) totals[rank] = total
  return totals
}

interface Listed {
  id: number
  name: string
  brand: string
  description: string
  codes: string[]
}

/** All that can be found, as it sells. */
const LISTED = `
  select p.id, p.name, b.name as brand, p.description, array(
    select c from unnest(array_append(array(
      select t.text from product_skus s, lateral (values (s.sku_code), (s.name)) t (text)
      where s.product_id = p.id), p.product_model)) c) as codes
  from products p join brands b on b.id = p.brand_id
  where p.is_active and exists (select from search_documents s where s.product_id = p.id)
  order by p.sales_count desc, p.created_at desc, p.id desc`

/** What the rules say, read off the products themselves. */
function byTheRules(products: Listed[], keyword: string): number[] {
  const words = wordsOf(keyword)
  const phrase = squeeze(keyword)
  const rankOf = ({ name, brand, description, codes }: Listed) => {
    const title = squeeze(name)
    const goods = [title, squeeze(brand), ...codes.map(squeeze)]
    const all = [...goods, squeeze(description), signsOf(`${name} ${description}`)]
    const holds = (texts: string[]) =>
      words.every((word) => texts.some((text) => text.includes(word)))
    if (phrase !== '' && title.includes(phrase)) return 0
    if (holds([title])) return 1
    if (holds(goods)) return 2
    return holds(all) ? 3 : 4
  }
  const ranked = products.map((product) => ({ id: product.id, rank: rankOf(product) }))
  return [0, 1, 2, 3].flatMap((wanted) =>
    ranked.filter(({ rank }) => rank === wanted).map(({ id }) => id)
  )
}

test.group('Search among 10,000 products', (group) => {
  let products: Listed[] = []

  group.setup(async () => {
    await seedBulkCatalogue({ products: 10_000, categories: 100 })
    products = await rows<Listed>(LISTED)
    return clear
  })

  test('"{keyword}" asks the index')
    .with(
      ['冰', '榨汁', '静音冰箱', 'BCD-110W', 'w', '变频 冰箱', '口之家', '没有这种', '%'].map(
        (keyword) => ({ keyword })
      )
    )
    .run(async ({ assert }, { keyword }) => {
      const wanted = await hitsOf(keyword)
      for (const statement of [pageOfFew(wanted), totalsByRank(wanted)]) {
        const plan = await planOf(statement)
        assert.include(plan, 'Bitmap Index Scan on search_documents_lexemes')
        assert.notMatch(plan, /Seq Scan on product/)
      }
    })

  test('"{keyword}" finds what the rules say, page by page, however it is read')
    .with(
      [
        ...['榨汁', '静音冰箱', 'bcd-110w', '变频', 'w1a', '口之家', '年', '%', '，'],
        ...[
          '变频 冰箱',
          '星空灰 冰箱',
          '智能 一级能效',
          '批量品牌3 冰箱',
          '5口之家 嵌入式 冰箱',
          '冰箱 没有',
        ],
      ].map((keyword) => ({ keyword }))
    )
    .run(async ({ assert }, { keyword }) => {
      const expected = byTheRules(products, keyword)
      const totals = await totalsOf(await hitsOf(keyword))
      assert.equal(
        totals.reduce((sum, total) => sum + total, 0),
        expected.length
      )
      const last = Math.max(0, expected.length - 10)
      const borders = totals.map((_, rank) =>
        totals.slice(0, rank).reduce((sum, total) => sum + total, 0)
      )
      for (const offset of [0, 20, last, ...borders.map((border) => Math.max(0, border - 7))]) {
        const wanted = await hitsOf(keyword, { paging: { pageSize: 20, offset } })
        const page = expected.slice(offset, offset + 20)
        const many = await find(pageOfMany(wanted, totals))
        assert.deepEqual(many.ids?.map(Number), page)
        const few = await find(pageOfFew(wanted))
        if (few.ids) {
          assert.deepEqual(few.ids.map(Number), page)
          assert.deepEqual(few.totals, totals)
        }
      }
    })

  test('"{keyword}" sorted by {sort} is the same, however it is read')
    .with([
      { keyword: '榨汁', sort: 'price_asc' },
      { keyword: '变频 冰箱', sort: 'views' },
      { keyword: '智能', sort: 'created' },
      { keyword: '口之家', sort: 'price_desc' },
    ] as const)
    .run(async ({ assert }, { keyword, sort }) => {
      const wanted = await hitsOf(keyword, { sort })
      const totals = await totalsOf(wanted)
      const hits = byTheRules(products, keyword)
      const columns = { price_asc: 'price, id desc', price_desc: 'price desc, id desc' }
      const others = { views: 'view_count desc, created_at desc, id desc' }
      const order = { ...columns, ...others, created: 'created_at desc, id desc' }[sort]
      const expected = await rows<{ id: number }>(
        `select id from products where id = any(?::bigint[]) order by ${order} limit 20`,
        [hits]
      )
      const { ids } = await find(pageOfMany(wanted, totals))
      assert.deepEqual(
        ids?.map(Number),
        expected.map(({ id }) => id)
      )
    })

  test('many hits are neither collected nor sorted for a page of them', async ({ assert }) => {
    const wanted = await hitsOf('口之家')
    const few = await find(pageOfFew(wanted))
    assert.isNull(few.ids)
    const plan = await planOf(pageOfMany(wanted, await totalsOf(wanted)))
    assert.include(plan, 'products_by_sales')
    assert.notInclude(plan, 'Sort')
  })

  test('a search takes two statements; with many hits four, and two again right after', async ({
    client,
    assert,
  }) => {
    const search = (keyword: string) =>
      sqlStatements(() => client.get('/api/catalog/products/').qs({ search: keyword, page: 2 }))
    assert.lengthOf(await search('静音冰箱'), 2)
    assert.lengthOf(await search('没有这种'), 2)
    assert.lengthOf(await search('口之家'), 4)
    assert.lengthOf(await search('口之家'), 2)
  })

  test('suggestions walk the index of names', async ({ assert }) => {
    for (const prefix of ['批量', '批量品牌3', '没有'].map(squeeze)) {
      const plan = await planOf(namesBeginning(prefix, 10))
      assert.include(plan, 'search_documents_names')
      assert.notInclude(plan, 'Seq Scan on search_documents')
    }
    assert.notMatch(await planOf(namesBeginning('批量', 10)), /-> +Sort/)
  })

  test('orders, zones and shelves come out of indexes, without sorting the table', async ({
    assert,
  }) => {
    assert.include(await listPlan({ isActive: true }, 'relevance'), 'products_by_newest')
    assert.include(await listPlan({ isActive: true }, 'price_desc'), 'products_by_price')
    const gift = await listPlan({ isActive: true, inGiftZone: true }, 'relevance')
    assert.include(gift, 'products_in_gift_zone')
    const [category, brand] = ['批量子品类 7', '批量品牌 3']
    const popular = await listPlan({ isActive: true, category }, 'popular')
    assert.match(popular, /Index Only Scan using products_popular_in_category/)
    const newest = await listPlan({ isActive: true, category }, 'created')
    assert.match(newest, /Index Only Scan using products_of_category/)
    const ofBrand = await listPlan({ isActive: true, brand }, 'popular')
    assert.match(ofBrand, /Index Only Scan using products_popular_in_brand/)
    for (const plan of [popular, newest, ofBrand]) assert.notMatch(plan, /Seq Scan on products/)
  })
})
