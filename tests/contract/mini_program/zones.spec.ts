import { test } from '@japa/runner'
import { insertRow, shelvedProduct, uniqueName } from '#tests/helpers/catalogue'
import { fieldOf, refusalOf } from './client.js'
import { AUDIENCES, homeBanner, productFor, showcase } from './objects/catalogue.js'
import { idsOf, onStage, picture, shelves, walker } from './stage.js'
import { mustBe, page } from './shapes.js'

const FIRST = -1_000_000
/** A case of a text, a picture and another text, written in the wrong order. */
async function casebook(columns: object = {}): Promise<number> {
  const id = await insertRow('cases', {
    ...{ title: uniqueName('全屋电器方案'), cover_image_id: await picture(), order: FIRST },
    ...columns,
  })
  const block = (order: number, content: object) =>
    insertRow('case_detail_blocks', { case_id: id, order, ...content })
  await block(2, { block_type: 'image', image_id: await picture() })
  await block(1, { block_type: 'text', text: '厨房采用嵌入式蒸烤一体机。' })
  await block(2, { block_type: 'text', text: '客厅 <b>不</b> 放冰箱 & 酒柜。' })
  return id
}

test.group('Screen: special zones', (group) => {
  onStage(group)

  for (const zone of ['gift', 'designer'])
    test(`banners and products of the ${zone} zone, as a {$self} sees them`)
      .with(AUDIENCES)
      .run(async ({ assert }, audience) => {
        const place = await shelves()
        const columns = { position: zone, order: FIRST, image_id: await picture() }
        const bannerId = await insertRow('home_banners', columns)
        const inside = await shelvedProduct(place, { [`show_in_${zone}_zone`]: true })
        const outside = await shelvedProduct(place)
        const { app } = await walker(audience)

        const banners = await app.get('/catalog/home-banners/', { position: zone }, 'anon')
        mustBe(page(homeBanner), banners.data)
        assert.equal(banners.data.results[0].id, bannerId)

        const query = { [`show_in_${zone}_zone`]: true, page: 1, page_size: 20 }
        const { data } = await app.get('/catalog/products/', query, 'opt')
        mustBe(page(productFor(audience)), data)
        assert.include(idsOf(data.results), inside)
        assert.notInclude(idsOf(data.results), outside)
        for (const product of data.results) assert.isTrue(product[`show_in_${zone}_zone`])
      })

  test('a zone is asked for in any spelling of yes and no', async ({ assert }) => {
    const place = await shelves()
    const inside = await shelvedProduct(place, { show_in_gift_zone: true })
    const outside = await shelvedProduct(place)
    const { app } = await walker('visitor')
    const asked = async (spelling: string) => {
      const query = { category_id: place.categoryId, show_in_gift_zone: spelling }
      return idsOf(await fieldOf(app.get('/catalog/products/', query, 'opt'), 'results'))
    }
    for (const yes of ['true', '1', 'yes', 'y', 'on', 't', 'TRUE', 'Yes'])
      assert.deepEqual(await asked(yes), [inside], yes)
    for (const no of ['false', '0', 'no', 'n', 'off', 'f', 'False'])
      assert.deepEqual(await asked(no), [outside], no)
    for (const neither of ['', 'ja', '2']) assert.lengthOf(await asked(neither), 2, neither)
  })

  test('the designer zone lists cases with their blocks, then one is opened', async ({
    assert,
  }) => {
    const older = await casebook()
    const newer = await casebook()
    const hidden = await casebook({ is_active: false })
    const { app } = await walker('visitor')
    const { data } = await app.get('/catalog/cases/', { page: 1, page_size: 20 }, 'anon')
    mustBe(page(showcase), data)
    assert.deepEqual(idsOf(data.results).slice(0, 2), [newer, older])
    assert.notInclude(idsOf(data.results), hidden)

    const [listed] = data.results
    const opened = await app.get(`/catalog/cases/${newer}/`, {}, 'anon')
    mustBe(showcase, opened.data)
    assert.deepEqual(opened.data, listed)
    const blocks = opened.data.detail_blocks
    assert.deepEqual(
      blocks.map(({ order, block_type: type }: { order: number; block_type: string }) => [
        order,
        type,
      ]),
      [
        [1, 'text'],
        [2, 'image'],
        [2, 'text'],
      ]
    )
    assert.equal(blocks[2].text, '客厅 <b>不</b> 放冰箱 & 酒柜。')
    /** The screen shows what stands before the T. */
    assert.match(opened.data.created_at.split('T')[0], /^\d{4}-\d{2}-\d{2}$/)
  })

  test('a hidden or unknown case is not found', async ({ assert }) => {
    const hidden = await casebook({ is_active: false })
    const { app } = await walker('visitor')
    for (const id of [hidden, 999_999_999, 'neu']) {
      const refused = await refusalOf(app.get(`/catalog/cases/${id}/`, {}, 'anon'))
      assert.equal(refused.statusCode, 404)
    }
  })
})
