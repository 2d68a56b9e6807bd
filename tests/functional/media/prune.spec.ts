import { mkdir, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import testUtils from '@adonisjs/core/services/test_utils'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import MediaPrune from '#commands/media_prune'
import { copyKey, newKey } from '#media/keys'
import { removePictureFiles, type Place } from '#media/places'
import { execute, row } from '#shared/rows'
import { insertRow } from '#tests/helpers/catalogue'
import { printed, readsCommands, runCommand } from '#tests/helpers/commands'
import { filesOf, folderOf } from './support/files.js'
import { isReleased, pictureExists, storedPicture } from './support/rows.js'

const run = (...args: string[]) => runCommand(MediaPrune, args)

/** A file that no row knows. */
async function strayFile(place: Place, key: string, hoursAgo = 48): Promise<string> {
  const path = join(folderOf(place), key)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, 'x')
  const then = new Date(Date.now() - hoursAgo * 3_600_000)
  await utimes(path, then, then)
  return key
}

test.group('media:prune', (group) => {
  readsCommands(group)
  group.each.setup(async () => {
    await execute('delete from home_banners')
    await execute('delete from media_images where not exists (select 1 from media_references)')
  })

  test('a dry run lists what it would remove and removes nothing', async ({ assert }) => {
    const unused = await storedPicture()
    const stray = await strayFile('private', newKey('png'))
    const before = [await filesOf('public'), await filesOf('private')]
    const command = await run('--dry-run')
    command.assertSucceeded()
    assert.include(printed(), `没有使用  ${unused.key}`)
    assert.include(printed(), `没有记录  ${stray}`)
    assert.match(
      printed(),
      /试运行：共有 1 张没有使用的图片、\d+ 个没有记录的文件可以删除，没有做任何改动/
    )
    assert.isTrue(await pictureExists(unused))
    assert.deepEqual([await filesOf('public'), await filesOf('private')], before)
    await execute('delete from media_images where id = ?', [unused.id])
  })

  test('removes old pictures without anybody who shows them, and keeps new and shown ones', async ({
    assert,
  }) => {
    const [unused, evidence] = [await storedPicture(), await storedPicture({ purpose: 'evidence' })]
    const [fresh, shown] = [await storedPicture({ hoursAgo: 23 }), await storedPicture()]
    const justReplaced = await storedPicture()
    await insertRow('home_banners', { image_id: shown.id })
    const banner = await insertRow('home_banners', { image_id: justReplaced.id })
    await execute('delete from home_banners where id = ?', [banner])
    const command = await run()
    command.assertSucceeded()
    assert.match(printed(), /已删除 2 张没有使用的图片、\d+ 个没有记录的文件，未完成 0 个/)
    for (const gone of [unused, evidence]) assert.isFalse(await pictureExists(gone))
    for (const kept of [fresh, shown, justReplaced]) assert.isTrue(await pictureExists(kept))
    assert.isTrue(await isReleased(justReplaced))
    const files = [...(await filesOf('public')), ...(await filesOf('private'))]
    assert.notIncludeMembers(files, [unused.key, evidence.key])
    assert.includeMembers(files, [fresh.key, shown.key, copyKey(shown.key, 200)])
  })

  test('removes old files without a row and halves of files, and nothing that is not ours', async ({
    assert,
  }) => {
    const shown = await storedPicture({ hoursAgo: 1 })
    const half = `${newKey('jpg')}.0a1b2c3d.part`
    const key = newKey('webp')
    const gone = [
      await strayFile('public', key),
      await strayFile('public', copyKey(key, 400)),
      await strayFile('public', half),
      await strayFile('private', shown.key),
    ]
    const kept = [
      await strayFile('public', newKey('jpg'), 23),
      await strayFile('public', `${newKey('jpg')}.0a1b2c3d.part`, 1),
      await strayFile('public', 'images/分类/冰箱.png'),
      await strayFile('public', 'images/cat/fridge.png'),
      await strayFile('public', 'defaults/avatar.png'),
      await strayFile('private', `invoices/2026/01/01/${'a'.repeat(32)}.pdf`),
    ]
    const command = await run()
    command.assertSucceeded()
    const files = [...(await filesOf('public')), ...(await filesOf('private'))]
    assert.includeMembers(files, [...kept, shown.key, copyKey(shown.key, 800)])
    assert.notIncludeMembers(files, gone.slice(0, 3))
    assert.notInclude(await filesOf('private'), shown.key)
  })

  test('what could not be removed is named, and the command fails after the rest is done', async ({
    assert,
  }) => {
    const [stuck, other] = [await storedPicture(), await storedPicture()]
    await removePictureFiles('public', stuck.key)
    await mkdir(join(folderOf('public'), stuck.key, 'in the way'), { recursive: true })
    const command = await run()
    command.assertFailed()
    assert.include(printed(), stuck.key)
    assert.match(printed(), /已删除 1 张没有使用的图片、\d+ 个没有记录的文件，未完成 1 个/)
    assert.isFalse(await pictureExists(other))
  })

  test('beside another one it does nothing', async ({ assert }) => {
    const unused = await storedPicture()
    const other = await db.transaction()
    await row('select pg_advisory_xact_lock(20260304)', [], other)
    const command = await run()
    await other.rollback()
    command.assertSucceeded()
    assert.include(printed(), '另一个清理正在进行')
    assert.isTrue(await pictureExists(unused))
    const again = await run()
    again.assertSucceeded()
    assert.isFalse(await pictureExists(unused))
  })
})

test.group('media:prune against the wrong database', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  readsCommands(group)

  test('with an empty database beside full folders it removes no file', async ({ assert }) => {
    const stray = await strayFile('public', newKey('jpg'))
    await execute('truncate media_images cascade')
    const command = await run()
    command.assertFailed()
    assert.include(printed(), '数据库中没有任何图片记录')
    assert.include(await filesOf('public'), stray)
  })
})
