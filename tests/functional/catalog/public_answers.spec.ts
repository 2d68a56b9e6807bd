import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { forgetAnswers, publicAnswers } from '#catalog/public_answers'
import { Announcements } from '#shared/announcements'
import { execute } from '#shared/rows'
import settings from '#start/env'
import { until } from '#tests/resilience/support/waiting'
import {
  discountFor,
  insertRow,
  shelf,
  shelvedProduct,
  skuOf,
  uniqueName,
  type Shelf,
} from '#tests/helpers/catalogue'
import { signedInShopper } from '#tests/helpers/shoppers'
import { sqlStatements } from '#tests/helpers/sql_statements'

const listOf = ({ categoryId }: Shelf) => `/api/catalog/products/?category_id=${categoryId}`
const pageOf = (id: number) => `/api/catalog/products/${id}/`

const heard = new Set<string>()

/** Messages arrive in the order of their commits: once this one is here, all earlier ones are. */
async function heardEverything() {
  const marker = uniqueName('mark')
  await execute(`select pg_notify('catalogue', ?)`, [marker])
  await until(() => heard.has(marker))
}

/** Lets the cache of this process hear changes, as a web process does. */
async function listen() {
  const { host, port, user, password, name } = settings.database
  const announcements = new Announcements(
    { host, port, user, password, database: name },
    {
      heard: (tag) => {
        forgetAnswers(tag)
        heard.add(tag)
      },
      connected: () => publicAnswers.open(),
      lost: () => publicAnswers.close(),
    }
  )
  await announcements.start()
  return async () => {
    publicAnswers.close()
    await announcements.stop()
  }
}

async function bodyOf(client: ApiClient, path: string, headers: Record<string, string> = {}) {
  const response = await client.get(path).headers(headers)
  response.assertStatus(200)
  return response.body()
}

test.group('Answers of the catalogue from memory', (group) => {
  group.setup(listen)

  test('the second visitor costs no statement: {$self}')
    .with(['products', 'product', 'categories', 'brands', 'home-banners'])
    .run(async ({ client, assert }, what) => {
      const place = await shelf()
      const id = await shelvedProduct(place)
      const path =
        what === 'products'
          ? listOf(place)
          : what === 'product'
            ? pageOf(id)
            : `/api/catalog/${what}/?search=${place.brand}`
      await heardEverything()
      const first = await client.get(path)
      first.assertStatus(200)
      const seen = await sqlStatements(async () => {
        const second = await client.get(path)
        assert.deepEqual(second.body(), first.body())
      })
      assert.deepEqual(seen, [])
    })

  test('a repeat with the ETag is answered without a body', async ({ client, assert }) => {
    const path = listOf(await shelf())
    const first = await client.get(path)
    const etag = first.header('etag') ?? ''
    assert.match(etag, /^"[\w-]+"$/)
    assert.equal(first.header('cache-control'), 'public, no-cache')
    assert.equal(first.header('vary'), 'Authorization')
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const repeat = await client.get(path).header('if-none-match', known)
      repeat.assertStatus(304)
      assert.equal(repeat.text(), '')
    }
    const other = await client.get(path).header('if-none-match', '"other"')
    other.assertStatus(200)
  })

  test('a shopper without discounts shares the answer, but may not store it', async ({
    client,
    assert,
  }) => {
    const path = listOf(await shelf())
    await bodyOf(client, path)
    const { headers } = await signedInShopper()
    const response = await client.get(path).headers(headers)
    assert.equal(response.header('cache-control'), 'no-store')
    assert.isUndefined(response.header('etag'))
  })

  test('prices of dealers and of customers with discounts never meet those of visitors', async ({
    client,
    assert,
  }) => {
    const place = await shelf()
    const id = await shelvedProduct(place, { price: '100.00', dealer_price: '70.00' })
    const dealer = await signedInShopper({ role: 'dealer' })
    const regular = await signedInShopper()
    await discountFor(regular.user.id, id, { amount: '15' })
    const paths = [listOf(place), pageOf(id)]
    const priceAt = async (path: string, headers = {}) => {
      const body = await bodyOf(client, path, headers)
      const product = body.results?.[0] ?? body
      return [product.discounted_price, product.dealer_price]
    }
    for (const path of paths)
      for (const round of ['first', 'again']) {
        assert.deepEqual(await priceAt(path, dealer.headers), [70, '70.00'], round)
        assert.deepEqual(await priceAt(path), [100, undefined], round)
        assert.deepEqual(await priceAt(path, regular.headers), [85, undefined], round)
      }
  })

  test('a discount that begins ends the sharing at once', async ({ client, assert }) => {
    const id = await shelvedProduct(await shelf(), { price: '100.00' })
    const { user, headers } = await signedInShopper()
    await bodyOf(client, pageOf(id), headers)
    await discountFor(user.id, id, { amount: '15' })
    const { discounted_price: price } = await bodyOf(client, pageOf(id), headers)
    assert.equal(price, 85)
  })

  test('a change anybody commits is seen: {title}')
    .with([
      {
        title: 'the price of a product',
        sql: `update products set price = 55 where id = :product`,
        shows: (body: string) => body.includes('"price":"55.00"'),
      },
      {
        title: 'its stock',
        sql: `update products set stock = 4321 where id = :product`,
        shows: (body: string) => body.includes('"stock":4321'),
      },
      {
        title: 'how often it was sold',
        sql: `update products set sales_count = 4321 where id = :product`,
        shows: (body: string) => body.includes('"sales_count":4321'),
      },
      {
        title: 'a product is taken off the shelf',
        sql: `update products set is_active = false where id = :product`,
        shows: (body: string) => body.includes('"results":[]'),
      },
      {
        title: 'a SKU comes',
        sql: `insert into product_skus (product_id, price) select id, 66 from products
              where id = :product`,
        shows: (body: string) => body.includes('"price":"66.00"'),
      },
      {
        title: 'its brand gets another name',
        sql: `update brands set name = name || '新' where id = :brand`,
        shows: (body: string) => body.includes('新"'),
      },
      {
        title: 'its category gets another name',
        sql: `update categories set name = name || '新' where id = :category`,
        shows: (body: string) => body.includes('新"'),
      },
      {
        title: 'another product comes to the shelf',
        sql: `insert into products (name, category_id, brand_id, price)
              select '后来的', category_id, brand_id, 1 from products where id = :product`,
        shows: (body: string) => body.includes('后来的'),
      },
    ])
    .run(async ({ client, assert }, { sql, shows }) => {
      const place = await shelf()
      const product = await shelvedProduct(place)
      const read = async () => JSON.stringify(await bodyOf(client, listOf(place)))
      assert.isFalse(shows(await read()))
      await execute(sql, { product, brand: place.brandId, category: place.categoryId })
      await until(async () => shows(await read()))
      assert.isTrue(shows(await read()))
    })

  test('a change that is rolled back disturbs nobody', async ({ client, assert }) => {
    const place = await shelf()
    const product = await shelvedProduct(place)
    await heardEverything()
    await bodyOf(client, listOf(place))
    const trx = await db.transaction()
    await execute(`update products set price = 55 where id = ?`, [product], trx)
    await trx.rollback()
    await heardEverything()
    assert.deepEqual(await sqlStatements(() => bodyOf(client, listOf(place))), [])
  })

  test('a sale forgets what shows the product, and nothing else', async ({ client, assert }) => {
    const [sold, other] = [await shelf(), await shelf()]
    const sku = await skuOf(await shelvedProduct(sold), { stock: 5 })
    await shelvedProduct(other)
    await heardEverything()
    await bodyOf(client, listOf(other))
    const stock = async () => {
      const { results } = await bodyOf(client, listOf(sold))
      return results[0].stock
    }
    assert.equal(await stock(), 5)
    await execute(`update product_skus set stock = 4 where id = ?`, [sku])
    await until(async () => (await stock()) === 4)
    await heardEverything()
    assert.deepEqual(await sqlStatements(() => bodyOf(client, listOf(other))), [])
  })

  test('the total of a long list follows at once', async ({ client, assert }) => {
    const place = await shelf()
    await execute(
      `insert into products (name, category_id, brand_id, price)
       select '冰箱 ' || n, ?, ?, 1 from generate_series(1, 1200) n`,
      [place.categoryId, place.brandId]
    )
    await heardEverything()
    const total = async () => {
      const body = await bodyOf(client, listOf(place))
      return body.total
    }
    assert.equal(await total(), 1200)
    await execute(
      `update products set is_active = false where id = (
         select id from products where category_id = ? limit 1)`,
      [place.categoryId]
    )
    await until(async () => (await total()) === 1199)
    assert.equal(await total(), 1199)
  })

  test('a refusal is not kept', async ({ client }) => {
    const name = uniqueName('牌')
    const id = await insertRow('brands', { name, is_active: false })
    const path = `/api/catalog/brands/${id}/`
    const hidden = await client.get(path)
    hidden.assertStatus(404)
    await execute(`update brands set is_active = true where id = ?`, [id])
    const shown = await client.get(path)
    shown.assertStatus(200)
  })
})
