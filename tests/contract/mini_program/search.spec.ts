import { test } from '@japa/runner'
import { rows } from '#shared/rows'
import { shelvedProduct, uniqueName } from '#tests/helpers/catalogue'
import { until } from '#tests/resilience/support/waiting'
import { AUDIENCES, productFor } from './objects/catalogue.js'
import { idsOf, fridge, onStage, shelves, walker } from './stage.js'
import { mustBe, page } from './shapes.js'

test.group('Screen: search', (group) => {
  onStage(group)

  test('names before descriptions, then what sells best, as a {$self} sees it')
    .with(AUDIENCES)
    .run(async ({ assert }, audience) => {
      const place = await shelves()
      const word = uniqueName('酒柜')
      const described = await shelvedProduct(place, {
        ...{ name: '双温区', description: `可以放进${word}里`, sales_count: 99 },
      })
      const named = await shelvedProduct(place, { name: `恒温${word}`, sales_count: 1 })
      const popular = await fridge(place, { name: `双门${word}`, sales_count: 5 })
      await shelvedProduct(place, { name: `停产${word}`, is_active: false })
      const { app } = await walker(audience)
      const query = { search: ` ${word} `, sort_by: undefined, page: 1, page_size: 20 }
      const { data } = await app.get('/catalog/products/', query, 'opt')
      mustBe(page(productFor(audience)), data)
      assert.deepEqual(idsOf(data.results), [popular.id, named, described])
    })

  for (const word of ['一级能效 95%', 'A&B', '100%_', "O'Neil", '1+1=2', '冰箱？#/'])
    test(`"${word}" is looked for as it is written`, async ({ assert }) => {
      const mark = uniqueName('型')
      const id = await shelvedProduct(await shelves(), { name: `${mark} ${word} 款` })
      const { app } = await walker('visitor')
      const query = { search: `${mark} ${word}`, page: 1, page_size: 20 }
      const { data, text } = await app.get('/catalog/products/', query, 'opt')
      assert.deepEqual(idsOf(data.results), [id])
      assert.include(text, JSON.stringify(`${mark} ${word} 款`), 'no entities in the text')
    })

  test('nothing found is an empty first page', async ({ assert }) => {
    const { app } = await walker('visitor')
    const query = { search: uniqueName('没有'), page: 1, page_size: 20 }
    const { data } = await app.get('/catalog/products/', query, 'opt')
    mustBe(page(productFor('visitor')), data)
    assert.deepInclude(data, { total: 0, page: 1, total_pages: 1, has_next: false })
  })

  test('a keyword and filters hold together', async ({ assert }) => {
    const place = await shelves()
    const word = uniqueName('洗衣机')
    const cheap = await shelvedProduct(place, { name: word, price: '500.00' })
    await shelvedProduct(place, { name: word, price: '1500.01' })
    const { app } = await walker('visitor')
    const query = {
      ...{ search: word, category: place.category, brand: place.brand.toUpperCase() },
      ...{ min_price: 'x', max_price: 1500, show_in_gift_zone: 'perhaps', is_active: false },
    }
    const { data } = await app.get('/catalog/products/', query, 'opt')
    assert.deepEqual(idsOf(data.results), [cheap])
  })

  test('the first page of a search is remembered for its shopper', async ({ assert }) => {
    const { app, userId } = await walker()
    const word = uniqueName('热水器')
    const { data } = await app.get('/catalog/products/', { search: word, page: 1 }, 'opt')
    assert.equal(data.total, 0)
    /** Written after the answer. */
    await until(async () => {
      const logged = await rows(`select keyword from search_logs where user_id = ?`, [userId])
      if (logged.length > 0) assert.deepEqual(logged, [{ keyword: word }])
      return logged.length > 0
    })
  })
})
