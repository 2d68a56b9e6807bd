import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import { productViews, ViewCounter } from '#catalog/actions/record_views'
import { row } from '#shared/rows'
import { shelf, shelvedProduct } from '#tests/helpers/catalogue'
import { signedInShopper } from '#tests/helpers/shoppers'

const MINUTE = 60_000

async function viewsOf(id: number): Promise<number | undefined> {
  const found = await row<{ view_count: number }>('select view_count from products where id = ?', [
    id,
  ])
  return found?.view_count
}

test.group('Product views', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('a visitor counts once per product in 30 minutes', async ({ assert }) => {
    const place = await shelf()
    const [one, other] = [await shelvedProduct(place), await shelvedProduct(place)]
    let now = 0
    const counter = new ViewCounter(() => now)
    counter.record('user 1', one)
    counter.record('user 1', one)
    counter.record('user 2', one)
    counter.record('user 1', other)
    now = 29 * MINUTE
    counter.record('user 1', one)
    await counter.write()
    assert.equal(await viewsOf(one), 2)
    assert.equal(await viewsOf(other), 1)
    now = 31 * MINUTE
    counter.record('user 1', one)
    await counter.write()
    await counter.write()
    assert.equal(await viewsOf(one), 3)
  })

  test('opening a product counts for shoppers and not for staff', async ({ client, assert }) => {
    const id = await shelvedProduct(await shelf())
    const open = (headers = {}) => client.get(`/api/catalog/products/${id}/`).headers(headers)
    const shopper = await signedInShopper()
    const support = await signedInShopper({ role: 'support' })
    await open()
    await open(shopper.headers)
    await open(shopper.headers)
    await open(support.headers)
    await productViews.write()
    assert.equal(await viewsOf(id), 2)
  })

  test('{path} is not found')
    .with(['999999999', '0', '-1', 'abc', '99999999999999999999', '1e3'].map((path) => ({ path })))
    .run(async ({ client, assert }, { path }) => {
      const response = await client.get(`/api/catalog/products/${path}/`)
      response.assertStatus(404)
      assert.equal(response.body().error_code, 'NOT_FOUND')
    })

  test('an inactive product is not found, but by administrators', async ({ client }) => {
    const id = await shelvedProduct(await shelf(), { is_active: false })
    for (const [role, status] of [
      ['individual', 404],
      ['support', 404],
      ['admin', 200],
    ] as const) {
      const { headers } = await signedInShopper({ role })
      const response = await client.get(`/api/catalog/products/${id}/`).headers(headers)
      response.assertStatus(status)
    }
  })
})
