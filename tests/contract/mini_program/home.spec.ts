import { test } from '@japa/runner'
import { execute } from '#shared/rows'
import { insertRow, shelvedProduct, uniqueName } from '#tests/helpers/catalogue'
import {
  AUDIENCES,
  brand,
  category,
  homeBanner,
  productFor,
  zoneCover,
} from './objects/catalogue.js'
import { idsOf, fridge, onStage, picture, shelves, walker } from './stage.js'
import { mustBe, page } from './shapes.js'

/** Before every banner that other tests may have left. */
const FIRST = -1_000_000

async function banner(position: string, columns: object = {}): Promise<number> {
  return insertRow('home_banners', {
    ...{ position, image_id: await picture(), order: FIRST, title: '春季焕新', ...columns },
  })
}

async function cover(type: string, isActive = true): Promise<number> {
  await execute(`delete from special_zone_covers where type = ?`, [type])
  return insertRow('special_zone_covers', {
    ...{ type, image_id: await picture(), is_active: isActive },
  })
}

test.group('Screen: home tab', (group) => {
  onStage(group)

  test('banners, covers, categories, brands and products, as a {$self} sees them')
    .with(AUDIENCES)
    .run(async ({ assert }, audience) => {
      const place = await shelves()
      const { id } = await fridge(place)
      const bannerId = await banner('home', { product_id: id })
      const covers = { gift: await cover('gift'), designer: await cover('designer') }
      const { app } = await walker(audience)

      const banners = await app.get('/catalog/home-banners/', { position: 'home' }, 'anon')
      mustBe(page(homeBanner), banners.data)
      const first = banners.data.results[0]
      assert.equal(first.id, bannerId)
      assert.equal(first.product_id, id)

      for (const type of ['gift', 'designer'] as const) {
        const { data } = await app.get('/catalog/special-zone-covers/', { type }, 'anon')
        mustBe(page(zoneCover), data)
        assert.deepEqual([data.total, data.results[0].id], [1, covers[type]])
        assert.equal(data.results[0].type, type)
      }

      const majors = await app.fetchAll('/catalog/categories/', { level: 'major' }, 'anon')
      for (const major of majors) {
        mustBe(category, major)
        assert.deepInclude(major, { level: 'major', parent_id: null })
      }
      const mine = majors.find(({ name }) => name === place.category)
      assert.deepEqual(idsOf(mine.children), [place.categoryId])

      const brands = await app.fetchAll('/catalog/brands/', {}, 'anon')
      for (const one of brands) mustBe(brand, one)
      assert.include(idsOf(brands), place.brandId)

      const products = await app.get('/catalog/products/', { page: 1, page_size: 20 }, 'opt')
      mustBe(page(productFor(audience)), products.data)
      assert.include(idsOf(products.data.results), id, 'the newest products come first')
    })

  test('banners come by order, the newest first among equals, and hidden ones do not', async ({
    assert,
  }) => {
    const place = await shelves()
    const gone = await shelvedProduct(place, { is_active: false })
    const later = await banner('gift', { order: FIRST + 1 })
    const older = await banner('gift', { product_id: gone })
    const newer = await banner('gift')
    const hidden = await banner('gift', { is_active: false })
    const { app } = await walker('visitor')
    const { data } = await app.get('/catalog/home-banners/', { position: 'gift' }, 'anon')
    mustBe(page(homeBanner), data)
    const shown = idsOf(data.results)
    assert.deepEqual(
      shown.filter((id) => [newer, older, later, hidden].includes(id)),
      [newer, older, later]
    )
    const ofGone = data.results[shown.indexOf(older)]
    assert.deepInclude(ofGone, { product_id: null, product_name: '', image: ofGone.image_id })
  })

  test('a zone without a cover, or with a hidden one, is an empty page', async ({ assert }) => {
    await cover('designer', false)
    const { app } = await walker('visitor')
    const { data } = await app.get('/catalog/special-zone-covers/', { type: 'designer' }, 'anon')
    assert.deepEqual(data.results, [])
    assert.deepInclude(data, { total: 0, page: 1, total_pages: 1, has_next: false })
  })

  test('hidden brands and products are not there', async ({ assert }) => {
    const place = await shelves()
    const hiddenBrand = await insertRow('brands', { name: uniqueName('停用'), is_active: false })
    const hiddenProduct = await shelvedProduct(place, { is_active: false })
    const { app } = await walker('visitor')
    assert.notInclude(idsOf(await app.fetchAll('/catalog/brands/', {}, 'anon')), hiddenBrand)
    const { data } = await app.get('/catalog/products/', { page: 1, page_size: 20 }, 'opt')
    assert.notInclude(idsOf(data.results), hiddenProduct)
  })
})
