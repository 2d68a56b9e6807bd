import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import { UserFactory } from '#database/factories/user_factory'
import { privateUrl } from '#media/private_url'
import { execute, rows } from '#shared/rows'
import { insertRow, shelf, shelvedProduct, skuOf, uniqueName } from '#tests/helpers/catalogue'
import { isReleased, storedPicture, type StoredPicture } from './support/rows.js'

interface Owner {
  table: string
  id: number
}

/** Each way to show a picture: how a record is made that does. */
const WAYS: Record<string, (picture: StoredPicture) => Promise<Owner & { field: string }>> = {
  'a banner': async ({ id }) => ({
    table: 'home_banners',
    field: 'image_id',
    id: await insertRow('home_banners', { image_id: id }),
  }),
  'the sign of a brand': async ({ key }) => ({
    table: 'brands',
    field: 'logo',
    id: await insertRow('brands', { name: uniqueName('B'), logo: `/media/${key}` }),
  }),
  'the sign of a category': async ({ key }) => ({
    table: 'categories',
    field: 'logo',
    id: await insertRow('categories', { name: uniqueName('C'), logo: `/media/${key}` }),
  }),
  'a main picture': async ({ key }) => ({
    table: 'products',
    field: 'main_images',
    id: await product({ main_images: JSON.stringify(['https://x.test/a.jpg', `/media/${key}`]) }),
  }),
  'a detail picture': async ({ key }) => ({
    table: 'products',
    field: 'detail_images',
    id: await product({ detail_images: JSON.stringify([`/media/${key}`]) }),
  }),
  'a supplier’s picture that we copied': async ({ key }) => ({
    table: 'products',
    field: 'product_image_url',
    id: await product({ product_image_url: `/media/${key}` }),
  }),
  'a supplier’s long picture that we copied': async ({ key }) => ({
    table: 'products',
    field: 'product_page_urls',
    id: await product({ product_page_urls: JSON.stringify([`/media/${key}`]) }),
  }),
  'a picture of a SKU': async ({ key }) => ({
    table: 'product_skus',
    field: 'image',
    id: await skuOf(await product({}), { image: `/media/${key}` }),
  }),
  'the cover of a zone': async ({ id }) => {
    await execute(`delete from special_zone_covers where type = 'designer'`)
    return {
      table: 'special_zone_covers',
      field: 'image_id',
      id: await insertRow('special_zone_covers', { type: 'designer', image_id: id }),
    }
  },
  'the cover of a case': async ({ id }) => ({
    table: 'cases',
    field: 'cover_image_id',
    id: await insertRow('cases', { title: '方案', cover_image_id: id }),
  }),
  'a block of a case': async ({ id }) => {
    const cover = await storedPicture()
    const caseId = await insertRow('cases', { title: '方案', cover_image_id: cover.id })
    return {
      table: 'case_detail_blocks',
      field: 'image_id',
      id: await insertRow('case_detail_blocks', {
        case_id: caseId,
        block_type: 'image',
        image_id: id,
      }),
    }
  },
  'a profile picture with a full address': async ({ key }) => {
    const user = await UserFactory.merge({
      avatarUrl: `https://cdn.example.com/m/${key}?x=1`,
    }).create()
    return { table: 'users', field: 'avatar_url', id: user.id }
  },
}

async function product(columns: Record<string, unknown>): Promise<number> {
  return shelvedProduct(await shelf(), columns)
}

function referencesTo({ id }: StoredPicture) {
  return rows<{ entity: string; entity_id: number; field: string }>(
    'select entity, entity_id, field from media_references where media_id = ?',
    [id]
  )
}

test.group('References to pictures', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('{way} is one, and is none any more once its record is gone')
    .with(Object.keys(WAYS).map((way) => ({ way })))
    .run(async ({ assert }, { way }) => {
      const picture = await storedPicture()
      const { table, field, id } = await WAYS[way](picture)
      assert.deepEqual(await referencesTo(picture), [{ entity: table, entity_id: id, field }])
      assert.isFalse(await isReleased(picture))
      await execute(`delete from search_documents where product_id = ?`, [id])
      await execute(`delete from ${table} where id = ?`, [id])
      assert.deepEqual(await referencesTo(picture), [])
      assert.isTrue(await isReleased(picture))
    })

  test('replacing a picture releases the old one and keeps the others', async ({ assert }) => {
    const [old, kept, added] = [await storedPicture(), await storedPicture(), await storedPicture()]
    const list = (...pictures: StoredPicture[]) =>
      JSON.stringify(pictures.map(({ key }) => `/media/${key}`))
    const id = await product({ main_images: list(old, kept) })
    await execute('update products set main_images = ?::jsonb where id = ?', [
      list(kept, added),
      id,
    ])
    assert.lengthOf(await referencesTo(old), 0)
    assert.lengthOf(await referencesTo(kept), 1)
    assert.lengthOf(await referencesTo(added), 1)
    assert.deepEqual(
      [await isReleased(old), await isReleased(kept), await isReleased(added)],
      [true, false, false]
    )
  })

  test('evidence of a refund is one, as key or as address', async ({ assert }) => {
    const [first, second] = [await storedPicture(), await storedPicture()]
    const refund = await refundWith([first.key, privateUrl(second.key, 'https://shop.example.com')])
    for (const picture of [first, second])
      assert.deepEqual(await referencesTo(picture), [
        { entity: 'refunds', entity_id: refund, field: 'evidence_images' },
      ])
  })

  test('a picture of a delivery is one, though orders are made without', async ({ assert }) => {
    const picture = await storedPicture()
    const order = await orderOf(await UserFactory.create().then(({ id }) => id))
    await execute(`update orders set delivery_images = ?::jsonb where id = ?`, [
      JSON.stringify([`/media/${picture.key}`]),
      order,
    ])
    assert.deepEqual(await referencesTo(picture), [
      { entity: 'orders', entity_id: order, field: 'delivery_images' },
    ])
  })

  test('addresses of other sites and pictures that we do not know are none', async ({ assert }) => {
    const unknown = `/media/images/2026/01/01/${'a'.repeat(32)}.jpg`
    const id = await product({
      main_images: JSON.stringify(['https://img.test/a.jpg', unknown, '', 'images/x.png']),
    })
    assert.deepEqual(
      await rows(`select 1 from media_references where entity = 'products' and entity_id = ?`, [
        id,
      ]),
      []
    )
  })

  test('what is sold does not touch them', async ({ assert }) => {
    const picture = await storedPicture()
    const id = await product({ main_images: JSON.stringify([`/media/${picture.key}`]) })
    await execute('delete from media_references where media_id = ?', [picture.id])
    await execute('update products set stock = stock + 1, sales_count = 7 where id = ?', [id])
    assert.deepEqual(await referencesTo(picture), [])
  })
})

async function orderOf(userId: number): Promise<number> {
  return insertRow('orders', {
    order_number: uniqueName('T'),
    user_id: userId,
    quantity: 1,
    total_amount: '10.00',
    actual_amount: '10.00',
    payment_method: 'online',
  })
}

async function refundWith(evidence: string[]): Promise<number> {
  const user = await UserFactory.create()
  return insertRow('refunds', {
    order_id: await orderOf(user.id),
    amount: '1.00',
    origin: 'customer',
    channel: 'wechat',
    evidence_images: JSON.stringify(evidence),
  })
}
