import { test } from '@japa/runner'
import { productMatches } from '#catalog/queries/product_matches'
import { execute, rows } from '#shared/rows'
import { seedBulkCatalogue } from '#database/seeders/bulk_catalogue'

const BULK = `(select p.id from products p join brands b on b.id = p.brand_id where b.name like '批量品牌 %')`

/** The generator fills the whole table and vacuums it, so it cannot run inside a transaction. */
async function clear() {
  await execute(`delete from product_skus where product_id in ${BULK}`)
  await execute(`delete from products where id in ${BULK}`)
  await execute(`delete from brands where name like '批量品牌 %'`)
  await execute(`delete from categories where name like '批量子品类 %'`)
  await execute(`delete from categories where name = '批量品类'`)
}

async function plan(
  filter: Parameters<typeof productMatches>[0],
  sort: 'relevance' | 'price_desc'
) {
  const { sql, bindings } = productMatches(filter, sort, { pageSize: 20, offset: 0 })
  const lines = await rows<{ 'QUERY PLAN': string }>(`explain ${sql}`, bindings)
  return lines.map((line) => line['QUERY PLAN']).join('\n')
}

test.group('Search among 10,000 products', (group) => {
  group.setup(async () => {
    await seedBulkCatalogue({ products: 10_000, categories: 100 })
    return clear
  })

  test('a keyword of {length} characters asks the index')
    .with([
      { length: 2, keyword: '榨汁' },
      { length: 4, keyword: '静音冰箱' },
      { length: 8, keyword: 'BCD-110W' },
    ])
    .run(async ({ assert }, { keyword }) => {
      const text = await plan({ search: keyword, isActive: true }, 'relevance')
      assert.include(text, 'product_search_tokens')
      assert.notMatch(text, /Seq Scan on product_search/)
    })

  test('orders and zones come out of indexes, without sorting the table', async ({ assert }) => {
    assert.include(await plan({ isActive: true }, 'relevance'), 'products_by_newest')
    assert.include(await plan({ isActive: true }, 'price_desc'), 'products_by_price')
    const gift = await plan({ isActive: true, inGiftZone: true }, 'relevance')
    assert.include(gift, 'products_in_gift_zone')
  })

  test('the index finds what a scan finds', async ({ assert }) => {
    for (const keyword of ['榨汁', '静音冰箱', 'bcd110w', '5口之家']) {
      const { sql, bindings } = productMatches({ search: keyword }, 'created', {
        ...{ pageSize: 100, offset: 0 },
      })
      const [{ total }] = await rows<{ total: number }>(sql, bindings)
      const [scan] = await rows<{ total: number }>(
        'select count(*) as total from product_search where strpos(name_text, ?) > 0 or strpos(description_text, ?) > 0',
        [keyword, keyword]
      )
      assert.equal(total, scan.total)
      assert.isAbove(total, 0)
    }
  })
})
