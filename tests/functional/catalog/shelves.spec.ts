import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import { insertRow, shelf, shelvedProduct, uniqueName } from '#tests/helpers/catalogue'
import { sqlStatements } from '#tests/helpers/sql_statements'

const CATEGORIES = '/api/catalog/categories/'
const BRANDS = '/api/catalog/brands/'
const BANNERS = '/api/catalog/home-banners/'

const idsOf = (body: { results: { id: number }[] }) => body.results.map(({ id }) => id)

async function picture(): Promise<number> {
  return insertRow('media_images', {
    ...{ file: `images/2026/01/01/${uniqueName('')}.webp`, content_type: 'image/webp', size: 1 },
    ...{ sha256: 'a'.repeat(64), width: 1, height: 1 },
  })
}

test.group('Categories, brands and banners', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('a category shows its direct children in order, and these no children', async ({
    client,
    assert,
  }) => {
    const [major, minor] = [uniqueName('大'), uniqueName('中')]
    const majorId = await insertRow('categories', { name: major, level: 'major' })
    const minorId = await insertRow('categories', {
      ...{ name: minor, level: 'minor', parent_id: majorId, logo: '/media/images/c.webp' },
    })
    const item = (name: string, order: number) =>
      insertRow('categories', { name, level: 'item', parent_id: minorId, order })
    const [last, first] = [await item('乙', 2), await item('甲', 1)]

    const ofMajor = await client.get(CATEGORIES).qs({ parent_id: majorId })
    const [shown] = ofMajor.body().results
    assert.deepInclude(shown, { id: minorId, name: minor, level: 'minor', parent_id: majorId })
    assert.match(shown.logo, /^http.*\/media\/images\/c\.webp$/)
    assert.deepEqual(shown.children, [
      { id: first, name: '甲', order: 1, logo: '', level: 'item', parent_id: minorId },
      { id: last, name: '乙', order: 2, logo: '', level: 'item', parent_id: minorId },
    ])

    const found = await client.get(CATEGORIES).qs({ level: 'major', search: major })
    assert.deepEqual(idsOf(found.body()), [majorId])
    const single = await client.get(`${CATEGORIES}${first}/`)
    assert.deepEqual(single.body().children, [])
    const ignored = await client.get(CATEGORIES).qs({ level: 'x', parent_id: 'y', search: minor })
    assert.deepEqual(idsOf(ignored.body()), [minorId])
    const missing = await client.get(`${CATEGORIES}999999999/`)
    missing.assertStatus(404)
  })

  test('inactive brands are invisible', async ({ client, assert }) => {
    const prefix = uniqueName('牌')
    const shown = await insertRow('brands', { name: `${prefix}甲`, order: 2 })
    const first = await insertRow('brands', { name: `${prefix}乙`, order: 1 })
    const hidden = await insertRow('brands', { name: `${prefix}丙`, is_active: false })
    const response = await client.get(BRANDS).qs({ search: prefix })
    assert.deepEqual(idsOf(response.body()), [first, shown])
    assert.sameMembers(Object.keys(response.body().results[0]), [
      ...['id', 'name', 'logo', 'description', 'order', 'is_active', 'created_at', 'updated_at'],
    ])
    const single = await client.get(`${BRANDS}${shown}/`)
    assert.equal(single.body().name, `${prefix}甲`)
    const gone = await client.get(`${BRANDS}${hidden}/`)
    gone.assertStatus(404)
  })

  test('pages of a list name their neighbours', async ({ client, assert }) => {
    const prefix = uniqueName('牌')
    for (const name of ['甲', '乙', '丙']) await insertRow('brands', { name: `${prefix}${name}` })
    const response = await client.get(BRANDS).qs({ search: prefix, page: 2, page_size: 1 })
    const { next, previous, ...body } = response.body()
    assert.deepInclude(body, { total: 3, count: 3, page: 2, total_pages: 3, has_next: true })
    assert.equal(new URL(next).searchParams.get('page'), '3')
    assert.equal(new URL(previous).searchParams.get('page'), '1')
    const beyond = await client.get(BRANDS).qs({ search: prefix, page: 9, page_size: 1 })
    assert.deepInclude(beyond.body(), { results: [], total: 3, has_next: false, next: null })
  })

  test('a banner of an inactive product opens nothing', async ({ client, assert }) => {
    const place = await shelf()
    const sold = await shelvedProduct(place, { name: '在售' })
    const gone = await shelvedProduct(place, { is_active: false })
    const image = await picture()
    const banner = (columns: object) =>
      insertRow('home_banners', { image_id: image, position: 'gift', order: -9, ...columns })
    const first = await banner({ product_id: sold })
    const second = await banner({ product_id: gone })
    await banner({ is_active: false })
    await banner({ position: 'designer' })
    const response = await client.get(BANNERS).qs({ position: 'gift' })
    const [one, two] = response.body().results
    assert.deepInclude(one, { id: second, product_id: null, product_name: '' })
    assert.deepInclude(two, {
      id: first,
      product_id: sold,
      product_name: '在售',
      image,
      image_id: image,
    })
    assert.match(two.image_url, /^http:\/\/[^/]+\/media\/images\/2026\/01\/01\/.+\.webp$/)
    assert.notInclude(idsOf(response.body()).slice(2), first)
  })

  test('each list takes one statement', async ({ client, assert }) => {
    for (const path of [CATEGORIES, BRANDS, BANNERS]) {
      const statements = await sqlStatements(() => client.get(path))
      assert.lengthOf(statements, 1)
    }
  })
})
