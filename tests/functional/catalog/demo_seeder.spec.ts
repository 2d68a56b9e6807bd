import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import DemoSeeder from '#database/seeders/demo_seeder'
import { seedShelves } from '#database/seeders/demo/categories'
import { seedCustomers } from '#database/seeders/demo/customers'
import { GOODS } from '#database/seeders/demo/goods'
import { Pictures } from '#database/seeders/demo/pictures'
import { seedProducts } from '#database/seeders/demo/products'
import { seedSearches } from '#database/seeders/demo/searches'
import { seedZones } from '#database/seeders/demo/zones'
import { forgetFigures } from '#shared/recall'
import { rows } from '#shared/rows'
import db from '@adonisjs/lucid/services/db'

test.group('Demo shop', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('its goods are on the shelves, with pictures that exist and stock that adds up', async ({
    client,
    assert,
  }) => {
    const pictures = new Pictures()
    const trx = db.connection()
    const shelves = await seedShelves(pictures, trx)
    const [plain, withSkus] = [
      GOODS.find(({ colours, sizes }) => colours.length === 1 && !sizes),
      GOODS.find(({ colours, sizes }) => colours.length > 1 && sizes),
    ]
    if (!plain || !withSkus?.sizes) throw new Error('the goods lack an example')
    const ids = await seedProducts([plain, withSkus], shelves, pictures, trx)
    const [one, two] = await Promise.all(
      ids.map((id) => client.get(`/api/catalog/products/${id}/`))
    )
    assert.equal(one.body().category, plain.item)
    assert.deepEqual(one.body().skus, [])
    assert.lengthOf(two.body().skus, withSkus.colours.length * withSkus.sizes.values.length)
    assert.sameMembers(Object.keys(two.body().spec_options), ['颜色', withSkus.sizes.name])
    for (const url of [...two.body().main_images, ...two.body().detail_images]) {
      const picture = await client.get(new URL(url).pathname)
      picture.assertStatus(200)
    }
    const [{ unexplained }] = await rows<{ unexplained: number }>(
      `select count(*) as unexplained from products p where id = any(?::bigint[]) and p.stock <>
        (select coalesce(sum(quantity), 0) from inventory_logs l where l.product_id = p.id)`,
      [ids]
    )
    assert.equal(unexplained, 0)
  })

  test('its zones have covers, its cases texts and pictures, and people searched', async ({
    client,
    assert,
  }) => {
    const trx = db.connection()
    await trx.rawQuery('delete from search_logs')
    forgetFigures()
    await seedCustomers(trx)
    const { covers, cases } = await seedZones(new Pictures(), trx)
    await seedSearches(trx)
    const zones = await client.get('/api/catalog/special-zone-covers/')
    assert.equal(zones.body().total, covers)
    const list = await client.get('/api/catalog/cases/')
    assert.equal(list.body().total, cases)
    const urls = [
      ...zones.body().results.map((cover: { image_url: string }) => cover.image_url),
      ...list.body().results.flatMap((shown: { detail_blocks: { image_url: string }[] }) => {
        assert.isNotEmpty(shown.detail_blocks)
        return shown.detail_blocks.map((block) => block.image_url)
      }),
    ]
    for (const url of urls.filter((found) => found !== '')) {
      const picture = await client.get(new URL(url).pathname)
      picture.assertStatus(200)
    }
    const hot = await client.get('/api/catalog/products/hot_keywords/')
    const keywords = hot.body().hot_keywords.map(({ keyword }: { keyword: string }) => keyword)
    assert.include(keywords, '冰箱')
    assert.notInclude(keywords, '送妈妈的礼物')
    forgetFigures()
  })

  test('its customers have no password, and two of them are approved dealers', async ({
    assert,
  }) => {
    const count = await seedCustomers(db.connection())
    const found = await rows<{ role: string; password: string | null; status: string | null }>(
      `select u.role, u.password, c.status from users u left join company_infos c on c.user_id = u.id
       order by u.id desc limit ?`,
      [count]
    )
    assert.isTrue(found.every(({ password }) => password === null))
    assert.lengthOf(
      found.filter(({ role, status }) => role === 'dealer' && status === 'approved'),
      2
    )
    assert.isFalse(await DemoSeeder.isNeeded())
  })
})
