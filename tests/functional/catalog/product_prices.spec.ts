import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import { findDiscountRules } from '#catalog/queries/find_discount_rules'
import { readCatalogue } from '#catalog/queries/read_catalogue'
import { discountFor, shelf, shelvedProduct, skuOf } from '#tests/helpers/catalogue'
import { signedInShopper } from '#tests/helpers/shoppers'
import { sqlStatements } from '#tests/helpers/sql_statements'

const of = (id: number) => `/api/catalog/products/${id}/`
const later = (ms: number) => new Date(Date.now() + ms)

test.group('Product prices', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('a visitor sees every key of a product, and no purchase price', async ({
    client,
    assert,
  }) => {
    const place = await shelf()
    const id = await shelvedProduct(place, {
      ...{ price: '3999', market_price: '4599', dealer_price: '3500', supply_price: '3000' },
      ...{ main_images: '["/media/images/a.webp"]', stock: 7, product_model: 'BCD-1' },
    })
    const response = await client.get(of(id))
    const { created_at: createdAt, updated_at: updatedAt, ...body } = response.body()
    assert.match(createdAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+08:00$/)
    assert.match(updatedAt, /\+08:00$/)
    const [image] = body.main_images
    assert.match(image, /^http:\/\/[^/]+\/media\/images\/a\.webp$/)
    assert.deepEqual(body, {
      ...{ id, name: '冰箱', description: '', category: place.category, brand: place.brand },
      ...{ category_id: place.categoryId, brand_id: place.brandId, price: '3999.00' },
      ...{ display_price: 3999, discounted_price: 3999, originalPrice: 4599, stock: 7 },
      ...{ main_images: [image], detail_images: [], product_image_url: '', product_page_urls: [] },
      ...{ skus: [], spec_options: {}, is_active: true, show_in_gift_zone: false },
      ...{ show_in_designer_zone: false, sales_count: 0, view_count: 0, source: 'local' },
      ...{ is_haier_product: false, haier_info: null, product_code: null, product_model: 'BCD-1' },
      ...{ product_group: '', is_sales: '1', no_sales_reason: '', warehouse_code: '' },
      ...{ warehouse_grade: '', market_price: '4599.00', last_sync_at: null },
    })
  })

  test('{role} sees dealer_price {dealer}, supply_price {supply} and pays {paid}')
    .with([
      { role: 'individual', dealer: undefined, supply: undefined, paid: 100 },
      { role: 'dealer', dealer: '80.00', supply: undefined, paid: 80 },
      { role: 'support', dealer: '80.00', supply: undefined, paid: 100 },
      { role: 'admin', dealer: '80.00', supply: '60.00', paid: 100 },
    ] as const)
    .run(async ({ client, assert }, { role, dealer, supply, paid }) => {
      const id = await shelvedProduct(await shelf(), {
        ...{ source: 'haier', product_code: `C${Date.now()}`, warehouse_code: 'W1' },
        ...{ dealer_price: '80', supply_price: '60', invoice_price: '61' },
      })
      const { headers } = await signedInShopper({ role })
      const response = await client.get(of(id)).headers(headers)
      const body = response.body()
      assert.equal(body.dealer_price, dealer)
      assert.equal(body.supply_price, supply)
      assert.equal(body.display_price, paid)
      assert.equal(body.haier_info.supply_price, supply && Number(supply))
      assert.equal(body.warehouse_code, role === 'admin' ? 'W1' : '')
    })

  test('SKUs give the product their lowest price and their stock together', async ({
    client,
    assert,
  }) => {
    const id = await shelvedProduct(await shelf(), { price: '90', stock: 99 })
    const white = await skuOf(id, {
      price: '120',
      stock: 3,
      specs: '{"颜色":"白"}',
      image: '/media/w.webp',
    })
    const grey = await skuOf(id, { price: '110', stock: 2, specs: '{"颜色":"灰","容量":"5升"}' })
    await skuOf(id, { price: '50', stock: 8, specs: '{"颜色":"红"}', is_active: false })
    const response = await client.get(of(id))
    const body = response.body()
    assert.deepInclude(body, {
      ...{ price: '110.00', display_price: 110, discounted_price: 110, stock: 5 },
      ...{ originalPrice: 90, spec_options: { 颜色: ['灰', '白'].sort(), 容量: ['5升'] } },
    })
    assert.deepEqual(
      body.skus.map((sku: { id: number }) => sku.id),
      [white, grey]
    )
    assert.deepInclude(body.skus[0], { price: '120.00', display_price: 120, specs: { 颜色: '白' } })
    assert.match(body.skus[0].image, /^http.*\/media\/w\.webp$/)
    assert.equal(body.skus[1].image, '')
  })

  test('a discount is for one user, and shows on the product and its SKUs', async ({
    client,
    assert,
  }) => {
    const id = await shelvedProduct(await shelf(), { price: '199.99' })
    await skuOf(id, { price: '199.99' })
    const [lucky, other] = [await signedInShopper(), await signedInShopper()]
    await discountFor(lucky.user.id, id, { discount_type: 'percent', amount: '8.5' })
    const seen = async (headers: Record<string, string>) => {
      const response = await client.get(of(id)).headers(headers)
      return [response.body().discounted_price, response.body().skus[0].discounted_price]
    }
    assert.deepEqual(await seen(lucky.headers), [169.99, 169.99])
    assert.deepEqual(await seen(other.headers), [199.99, 199.99])
    assert.deepEqual(await seen({}), [199.99, 199.99])
  })

  test('a rule that {what} leaves {paid} to pay')
    .with([
      { what: 'begins in a minute', rule: () => ({ effective_time: later(60_000) }), paid: 100 },
      { what: 'has ended', rule: () => ({ expiration_time: later(-1000) }), paid: 100 },
      { what: 'is valid', rule: () => ({}), paid: 90 },
      { what: 'takes more than the price', rule: () => ({ amount: '500' }), paid: 0 },
    ])
    .run(async ({ client, assert }, { rule, paid }) => {
      const id = await shelvedProduct(await shelf())
      const { user, headers } = await signedInShopper()
      await discountFor(user.id, id, rule())
      const response = await client.get(of(id)).headers(headers)
      assert.equal(response.body().discounted_price, paid)
      const rules = await findDiscountRules(user.id, [id])
      assert.equal(rules.has(id), paid !== 100)
    })

  test('priority decides, then the latest change, then the highest id', async ({
    client,
    assert,
  }) => {
    const id = await shelvedProduct(await shelf())
    const { user, headers } = await signedInShopper()
    const rule = (amount: string, priority: number, changed: string) =>
      discountFor(user.id, id, { amount, priority, updated_at: `2026-01-${changed}` })
    const chosen = async () => {
      const response = await client.get(of(id)).headers(headers)
      const rules = await findDiscountRules(user.id, [id])
      assert.equal(response.body().discounted_price, 100 - Number(rules.get(id)?.value))
      return rules.get(id)?.value
    }
    await rule('50', 1, '09')
    await rule('10', 2, '01')
    assert.equal(await chosen(), '10.00')
    await rule('11', 2, '02')
    assert.equal(await chosen(), '11.00')
    await rule('12', 2, '02')
    assert.equal(await chosen(), '12.00')
  })

  test('carts and orders read inactive products and SKUs too, in one statement', async ({
    assert,
  }) => {
    const place = await shelf()
    const active = await shelvedProduct(place)
    const hidden = await shelvedProduct(place, { is_active: false, dealer_price: '70' })
    const sku = await skuOf(hidden, { price: '120', is_active: false })
    const viewer = { id: 1, role: 'dealer' as const }
    const statements = await sqlStatements(async () => {
      const catalogue = await readCatalogue({ productIds: [active], skuIds: [sku] }, viewer)
      assert.equal(catalogue.product(active)?.displayPrice.toString(), '100.00')
      assert.isFalse(catalogue.product(hidden)?.isActive)
      assert.lengthOf(catalogue.product(hidden)?.skus ?? [], 0)
      assert.deepInclude(catalogue.sku(sku), { productId: hidden, isActive: false })
      assert.equal(catalogue.sku(sku)?.displayPrice.toString(), '70.00')
      assert.isNull(catalogue.sku(sku + 1))
      assert.isNull(catalogue.product(hidden + 1))
    })
    assert.lengthOf(statements, 1)
  })
})
