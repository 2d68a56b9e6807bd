import { cp, mkdir, rename, symlink, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { test } from '@japa/runner'
import { TrialShops } from './support/backup.js'

const A_DAY = 86_400_000

/** The name of a back-up made so many days ago, by China's clock. */
function named(days: number, time = '031500'): string {
  const day = new Date(Date.now() + 8 * 3_600_000 - days * A_DAY)
  return `${day.toISOString().slice(0, 10).replaceAll('-', '')}-${time}`
}

/** Monday of the week of a name: names of the same week have the same. */
function weekOf(name: string): number {
  const day = Date.parse(`${name.slice(0, 4)}-${name.slice(4, 6)}-${name.slice(6, 8)}`) / A_DAY
  return Math.floor((day + 3) / 7)
}

test.group('Rotation of back-ups', (group) => {
  const shops = new TrialShops()
  group.setup(() => shops.make({ goods: false }))
  group.teardown(() => shops.remove())
  group.each.timeout(60_000)

  test('keeps fourteen days, then the newest of each week for eight weeks, and nothing older', async ({
    assert,
  }) => {
    const shop = await shops.open()
    const first = await shop.backUp({ MEDIA_STORAGE: 's3' })
    const days = Array.from({ length: 100 }, (_, index) => named(index + 1))
    for (const name of days) await cp(first, join(shop.backups, name), { recursive: true })
    const last = await shop.backUp({ MEDIA_STORAGE: 's3' })

    const weekly = days.slice(13, 69).filter((name, index, names) => {
      const newer = names[index - 1]
      return newer === undefined || weekOf(newer) !== weekOf(name)
    })
    const expected = [basename(first), basename(last), ...days.slice(0, 13), ...weekly]
    assert.deepEqual(await shop.finished(), expected.sort())
  })

  test('never touches the newest, nor what is no back-up', async ({ assert }) => {
    const shop = await shops.open()
    const made = await shop.backUp({ MEDIA_STORAGE: 's3' })
    const old = join(shop.backups, named(300))
    await rename(made, old)
    await mkdir(join(shop.backups, named(301)))
    await writeFile(join(shop.backups, named(301), 'manifest'), '别的程序的文件')
    await mkdir(join(shop.backups, '合同'))
    await symlink(shop.media, join(shop.backups, named(302)))
    await writeFile(join(shop.backups, named(303)), '')
    const kept = await shop.finished()

    const failed = await shop.run('backup', [], { POSTGRES_PORT: '1', BACKUP_KEEP_DAYS: '0' })
    assert.equal(failed.code, 1)
    assert.deepEqual(await shop.finished(), kept)

    const next = await shop.backUp({ MEDIA_STORAGE: 's3', BACKUP_KEEP_DAYS: '0' })
    const without = kept.filter((name) => name !== basename(old))
    assert.deepEqual(await shop.finished(), [...without, basename(next)].sort())
  })
})
