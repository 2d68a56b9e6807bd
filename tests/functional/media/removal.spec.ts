import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { UserFactory } from '#database/factories/user_factory'
import { removePicture } from '#media/actions/remove_picture'
import { removeReleasedPictures } from '#media/actions/remove_released_pictures'
import { filesOf as filesOfKey } from '#media/keys'
import { execute, row } from '#shared/rows'
import { insertRow, shelf, shelvedProduct, uniqueName } from '#tests/helpers/catalogue'
import { filesOf } from './support/files.js'
import { anHourLater, isReleased, pictureExists, storedPicture } from './support/rows.js'

/** On connections of their own: within one transaction nobody can come between. */
test.group('Removing pictures that nothing shows any more', (group) => {
  group.each.teardown(async () => {
    await execute('delete from home_banners')
    await execute('update media_images set released_at = null')
  })

  test('an hour after it was replaced, row, picture and copies are gone', async ({ assert }) => {
    const [old, fresh] = [await storedPicture(), await storedPicture()]
    const banner = await insertRow('home_banners', { image_id: old.id })
    await execute('update home_banners set image_id = ? where id = ?', [fresh.id, banner])
    assert.deepEqual(await removeReleasedPictures(), { removed: 0, kept: 0, failures: [] })
    await anHourLater(old)
    assert.deepEqual(await removeReleasedPictures(), { removed: 1, kept: 0, failures: [] })
    assert.isFalse(await pictureExists(old))
    assert.isTrue(await pictureExists(fresh))
    const files = await filesOf('public')
    for (const file of filesOfKey(old.key)) assert.notInclude(files, file)
    assert.includeMembers(files, filesOfKey(fresh.key))
  })

  test('a private picture is removed from its own place', async ({ assert }) => {
    const picture = await storedPicture({ purpose: 'evidence' })
    assert.isTrue(await removePicture(picture.id))
    assert.notInclude(await filesOf('private'), picture.key)
  })

  test('one that something else still shows stays, and is not looked at again', async ({
    assert,
  }) => {
    const picture = await storedPicture()
    const [first] = [
      await insertRow('home_banners', { image_id: picture.id }),
      await insertRow('home_banners', { image_id: picture.id }),
    ]
    await execute('delete from home_banners where id = ?', [first])
    await anHourLater(picture)
    assert.deepEqual(await removeReleasedPictures(), { removed: 0, kept: 1, failures: [] })
    assert.isTrue(await pictureExists(picture))
    assert.isFalse(await isReleased(picture))
  })

  test('one that an order shows stays, although nothing of the catalogue does', async ({
    assert,
  }) => {
    const picture = await storedPicture()
    await orderShowing(`/media/${picture.key}`)
    assert.isFalse(await removePicture(picture.id))
    assert.isTrue(await pictureExists(picture))
  })

  test('one that somebody is just about to show stays', async ({ assert }) => {
    const picture = await storedPicture()
    const saving = await db.transaction()
    await execute('insert into home_banners (image_id) values (?)', [picture.id], saving)
    assert.isFalse(await removePicture(picture.id))
    await saving.commit()
    assert.isTrue(await pictureExists(picture))
    assert.isNotNull(await row('select 1 from home_banners where image_id = ?', [picture.id]))
    assert.include(await filesOf('public'), picture.key)
  })

  test('one that was shown between the look and the removal stays', async ({ assert }) => {
    const picture = await storedPicture()
    const lock = await db.transaction()
    await row('select 1 from media_images where id = ? for key share', [picture.id], lock)
    assert.isFalse(await removePicture(picture.id))
    await lock.rollback()
    await execute('insert into home_banners (image_id) values (?)', [picture.id])
    assert.isFalse(await removePicture(picture.id))
    assert.isTrue(await pictureExists(picture))
  })

  test('a table that points to it without saying so keeps it too', async ({ assert, cleanup }) => {
    const picture = await storedPicture()
    cleanup(() => execute('drop table silent_owners').then(() => {}))
    await execute('create table silent_owners (image_id bigint references media_images)')
    await execute('insert into silent_owners values (?)', [picture.id])
    assert.isFalse(await removePicture(picture.id))
    assert.isTrue(await pictureExists(picture))
  })

  test('a picture whose file cannot be removed is reported, and the next one is removed', async ({
    assert,
  }) => {
    const [stuck, other] = [await storedPicture(), await storedPicture()]
    await execute('update media_images set file = ? where id = ?', [
      `${stuck.key.slice(0, -4)}/图.jpg`,
      stuck.id,
    ])
    await execute(`update media_images set released_at = now() - interval '2 hours'
      where id in (${stuck.id}, ${other.id})`)
    const { removed, failures } = await removeReleasedPictures()
    assert.equal(removed, 1)
    assert.lengthOf(failures, 1)
    assert.isFalse(await pictureExists(other))
  })
})

async function orderShowing(address: string): Promise<void> {
  const user = await UserFactory.create()
  const orderId = await insertRow('orders', {
    order_number: uniqueName('T'),
    user_id: user.id,
    quantity: 1,
    total_amount: '10.00',
    actual_amount: '10.00',
    payment_method: 'online',
  })
  await insertRow('order_items', {
    order_id: orderId,
    product_id: await shelvedProduct(await shelf()),
    product_name: '冰箱',
    quantity: 1,
    unit_price: '10.00',
    actual_amount: '10.00',
    source: 'local',
    snapshot_image: address,
  })
}
