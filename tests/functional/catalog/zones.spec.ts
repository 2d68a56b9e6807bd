import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import { execute } from '#shared/rows'
import { insertRow, uniqueName } from '#tests/helpers/catalogue'
import { signedInShopper } from '#tests/helpers/shoppers'
import { sqlStatements } from '#tests/helpers/sql_statements'

const COVERS = '/api/catalog/special-zone-covers/'
const CASES = '/api/catalog/cases/'

const idsOf = (body: { results: { id: number }[] }) => body.results.map(({ id }) => id)

async function picture(): Promise<number> {
  return insertRow('media_images', {
    ...{ file: `images/2026/02/11/${uniqueName('')}.webp`, content_type: 'image/webp', size: 1 },
    ...{ sha256: 'a'.repeat(64), width: 1, height: 1 },
  })
}

const caseOf = async (columns: object = {}) =>
  insertRow('cases', { title: '全屋电器', cover_image_id: await picture(), ...columns })

const blockOf = (caseId: number, columns: object) =>
  insertRow('case_detail_blocks', { case_id: caseId, ...columns })

test.group('Covers of the special zones', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(async () => {
    await execute('delete from special_zone_covers')
  })

  test('they come by type, at most one each, with their picture', async ({ client, assert }) => {
    const image = await picture()
    const gift = await insertRow('special_zone_covers', { type: 'gift', image_id: image })
    const designer = await insertRow('special_zone_covers', { type: 'designer', image_id: image })
    const all = await client.get(COVERS)
    assert.deepEqual(idsOf(all.body()), [designer, gift])
    const one = await client.get(COVERS).qs({ type: 'gift' })
    const [shown] = one.body().results
    assert.deepEqual(idsOf(one.body()), [gift])
    assert.deepInclude(shown, { type: 'gift', is_active: true, image_id: image, image })
    assert.match(shown.image_url, /^http:\/\/[^/]+\/media\/images\/2026\/02\/11\/.+\.webp$/)
    const ignored = await client.get(COVERS).qs({ type: 'nothing' })
    assert.equal(ignored.body().total, 2)
    await assert.rejects(() => insertRow('special_zone_covers', { type: 'gift', image_id: image }))
  })

  test('inactive ones are for administrators', async ({ client, assert }) => {
    const cover = { type: 'gift', image_id: await picture(), is_active: false }
    const id = await insertRow('special_zone_covers', cover)
    for (const role of ['individual', 'dealer', 'support'] as const) {
      const { headers } = await signedInShopper({ role })
      const response = await client.get(COVERS).headers(headers).qs({ is_active: false })
      assert.deepEqual(idsOf(response.body()), [])
    }
    const { headers } = await signedInShopper({ role: 'admin' })
    const response = await client.get(COVERS).headers(headers)
    assert.deepEqual(idsOf(response.body()), [id])
    const active = await client.get(COVERS).headers(headers).qs({ is_active: 'yes' })
    assert.deepEqual(idsOf(active.body()), [])
  })
})

test.group('Cases', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(async () => {
    await execute('delete from cases')
  })

  test('they come by order, newest first among equals, with their blocks in order', async ({
    client,
    assert,
  }) => {
    const [old, young, front] = [await caseOf(), await caseOf(), await caseOf({ order: -1 })]
    const image = await picture()
    const last = await blockOf(front, { block_type: 'image', image_id: image, order: 2 })
    const first = await blockOf(front, { text: '嵌入式蒸烤一体机。', order: 1 })
    const second = await blockOf(front, { text: '洗碗机。', order: 1 })
    const response = await client.get(CASES)
    assert.deepEqual(idsOf(response.body()), [front, young, old])
    const single = await client.get(`${CASES}${front}/`)
    assert.deepEqual(single.body(), response.body().results[0])
    const { detail_blocks: blocks, ...shown } = single.body()
    assert.deepInclude(shown, { id: front, title: '全屋电器', order: -1, is_active: true })
    assert.match(shown.cover_image_url, /^http.*\/media\/images\/2026\/02\/11\/.+\.webp$/)
    assert.match(shown.created_at, /^\d{4}-\d\d-\d\dT.*\+08:00$/)
    const [one, two, three] = blocks
    assert.deepEqual([one.id, two.id, three.id], [first, second, last])
    assert.deepEqual(one, {
      ...{ id: first, block_type: 'text', text: '嵌入式蒸烤一体机。', order: 1 },
      ...{ image_id: null, image_url: '' },
    })
    assert.deepInclude(three, { block_type: 'image', text: '', image_id: image })
    assert.match(three.image_url, /\.webp$/)
    const without = await client.get(`${CASES}${old}/`)
    assert.deepEqual(without.body().detail_blocks, [])
  })

  test('inactive ones are for administrators', async ({ client, assert }) => {
    const hidden = await caseOf({ is_active: false })
    for (const [role, status, listed] of [
      ['dealer', 404, []],
      ['support', 404, []],
      ['admin', 200, [hidden]],
    ] as const) {
      const { headers } = await signedInShopper({ role })
      const single = await client.get(`${CASES}${hidden}/`).headers(headers)
      single.assertStatus(status)
      const list = await client.get(CASES).headers(headers)
      assert.deepEqual(idsOf(list.body()), [...listed])
    }
    const visitor = await client.get(`${CASES}${hidden}/`)
    visitor.assertStatus(404)
  })

  test('a block without content is refused by the database')
    .with([
      { block: { block_type: 'text', text: '  ' } },
      { block: { block_type: 'image', text: '没有图片' } },
      { block: { block_type: 'video', text: '视频' } },
    ])
    .run(async ({ assert }, { block }) => {
      const id = await caseOf()
      await assert.rejects(() => blockOf(id, block), /case_detail_blocks_/)
    })

  test('a text with a picture is refused too, and a case without a title', async ({ assert }) => {
    const id = await caseOf()
    const image = await picture()
    await execute('savepoint before_refusal')
    await assert.rejects(() => blockOf(id, { text: '文字', image_id: image }), /content_check/)
    await execute('rollback to savepoint before_refusal')
    await assert.rejects(() => caseOf({ title: '  ' }), /cases_title_check/)
  })

  test('pages are those of every list, in one statement', async ({ client, assert }) => {
    for (let made = 0; made < 3; made++) await blockOf(await caseOf(), { text: '文字' })
    const response = await client.get(CASES).qs({ page: 2, page_size: 2 })
    assert.deepInclude(response.body(), { total: 3, page: 2, total_pages: 2, has_next: false })
    const beyond = await client.get(CASES).qs({ page: 9 })
    assert.deepInclude(beyond.body(), { results: [], total: 3 })
    for (const path of [`${CASES}?page_size=1`, CASES, COVERS])
      assert.lengthOf(await sqlStatements(() => client.get(path)), 1)
  })
})
