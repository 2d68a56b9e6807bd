import { once } from 'node:events'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { test } from '@japa/runner'
import { until } from '#tests/helpers/messages'
import { onDatabase, query } from './support/backup_database.js'
import { differences, fingerprint } from './support/backup_rows.js'
import { TrialShops, type TrialShop } from './support/backup.js'
import { startScript } from './support/backup_scripts.js'

/** Holds pg_dump up at a table until `release`; resolves when it stands there. */
async function heldUp(shop: TrialShop, work: (release: () => void) => Promise<void>) {
  await onDatabase(shop.database, async (client) => {
    await client.query('begin; lock table orders in access exclusive mode')
    let released: Promise<unknown> | undefined
    await work(() => (released = client.query('rollback')))
    await released
  })
}

async function waits(shop: TrialShop): Promise<boolean> {
  const sql = `select 1 from pg_stat_activity where datname = '${shop.database}' and wait_event_type = 'Lock'`
  const rows = await query('postgres', sql)
  return rows.length > 0
}

test.group('Back-up', (group) => {
  const shops = new TrialShops()
  group.setup(() => shops.make())
  group.teardown(() => shops.remove())
  group.each.timeout(30_000)

  test('holds every table with its rows, counted from the dump itself, and no secret is printed', async ({
    assert,
  }) => {
    const shop = await shops.open()
    const { code, said } = await shop.run('backup')
    assert.equal(code, 0, said)
    assert.match(said, /^备份完成：.+ 秒，\d+ 张表 \d+ 行$/m)
    assert.notInclude(said, shop.environment.POSTGRES_PASSWORD)
    const [name] = await shop.finished()
    assert.match(name, /^\d{8}-\d{6}$/)
    const rows = await readFile(join(shop.backups, name, 'rows.txt'), 'utf8')
    assert.include(rows, 'public."旧 系统"\t503\n')
    assert.include(rows, 'public.no_columns\t3\n')
    assert.include(rows, 'public.empty_one\t0\n')
    assert.include(rows, 'public.parts_2025\t213\n')
    const [{ count }] = await shop.query<{ count: number }>('select count(*) from orders')
    assert.include(rows, `public.orders\t${count}\n`)
    const manifest = await readFile(join(shop.backups, name, 'manifest'), 'utf8')
    assert.match(manifest, /^schema=\d{4}_\w+$/m)
    assert.match(manifest, /^postgres=17\./m)
    assert.match(manifest, /^private_media_files=1$/m)

    const listed = await shop.run('backup', ['--list'])
    assert.include(listed.said, name)
    const verified = await shop.run('backup', ['--verify', join(shop.backups, name)])
    assert.equal(verified.code, 0, verified.said)
  })

  test('says nothing with --quiet, as cron wants it', async ({ assert }) => {
    const shop = await shops.open()
    assert.deepEqual(await shop.run('backup', ['--quiet']), { code: 0, signal: null, said: '' })
    assert.lengthOf(await shop.finished(), 1)
  })

  test('shows one moment of the database while others write', async ({ assert }) => {
    const shop = await shops.open()
    await shop.query('create table debits (id int); create table credits (id int)')
    let stop = false
    const written = onDatabase(shop.database, async (client) => {
      let id = 0
      while (!stop || id < 20) {
        id += 1
        await client.query(`insert into debits values (${id}); insert into credits values (${id})`)
      }
    })
    const folder = await shop.backUp()
    stop = true
    await written
    const rows = await readFile(join(folder, 'rows.txt'), 'utf8')
    const [, debits] = /^public.debits\t(\d+)$/m.exec(rows) ?? []
    const [, credits] = /^public.credits\t(\d+)$/m.exec(rows) ?? []
    assert.isDefined(debits)
    assert.equal(debits, credits)
  })

  test('of two at once the second refuses', async ({ assert }) => {
    const shop = await shops.open()
    await heldUp(shop, async (release) => {
      const first = shop.start('backup')
      await until(() => waits(shop))
      const second = await shop.run('backup')
      assert.equal(second.code, 1)
      assert.equal(second.said, '✗ 另一个备份或恢复正在进行，请等它结束后再试\n')
      release()
      const { code } = await first.ended
      assert.equal(code, 0)
    })
    assert.lengthOf(await shop.finished(), 1)
  })

  test('one that is asked to stop leaves nothing', async ({ assert }) => {
    const shop = await shops.open()
    await heldUp(shop, async () => {
      const { child, ended } = shop.start('backup')
      await until(() => waits(shop))
      child.kill('SIGTERM')
      const { code, said } = await ended
      assert.deepEqual([code, said], [143, '✗ 已中断\n'])
    })
    assert.deepEqual(await shop.finished(), [])
  })

  test('one that is killed leaves nothing that counts, and the next one clears it away', async ({
    assert,
  }) => {
    const shop = await shops.open()
    await heldUp(shop, async () => {
      const { child } = shop.start('backup')
      await until(() => waits(shop))
      child.kill('SIGKILL')
      await once(child, 'exit')
    })
    const [half] = await shop.finished()
    assert.match(half, /^\.partial-/)
    const listed = await shop.run('backup', ['--list'])
    assert.include(listed.said, '还没有备份')
    const refused = await shop.run('restore', [join(shop.backups, half), '--yes'])
    assert.equal(refused.code, 1)
    const folder = await shop.backUp()
    assert.deepEqual(await shop.finished(), [basename(folder)])
  })

  test('a disk that fills up leaves no folder that looks good', async ({ assert }) => {
    const shop = await shops.open()
    /** A real limit of the kernel: writing beyond 64 KB into a file fails. */
    const limited = ['bash', '-c', 'trap "" XFSZ; ulimit -f 64; exec "$@"', 'limited']
    const { code, said } = await startScript('backup', [], shop.environment, limited).ended
    assert.equal(code, 1)
    assert.match(said, /^✗ 备份数据库失败$/m)
    assert.deepEqual(await shop.finished(), [])
  })

  test('{program} failing leaves no folder that looks good, and is not passed over in silence')
    .with([
      { program: 'pg_dump', text: 'echo PGDMP; exit 1', says: '✗ 备份数据库失败' },
      { program: 'pg_restore', text: 'cat; exit 1', says: '✗ 数据库备份无法读回' },
      { program: 'tar', text: 'exit 2', says: '✗ 备份图片失败' },
      { program: 'sync', text: 'exit 1', says: '✗ 意外中止（退出码 1）' },
    ])
    .run(async ({ assert }, { program, text, says }) => {
      const shop = await shops.open()
      await writeFile(join(shop.folder, program), `#!/bin/sh\n${text}\n`, { mode: 0o755 })
      const PATH = `${shop.folder}:${process.env.PATH}`
      const { code, said } = await shop.run('backup', ['--quiet'], { PATH })
      assert.equal(code, 1)
      assert.include(said, says)
      assert.deepEqual(await shop.finished(), [])
    })

  test('refuses before it begins where there is not enough room', async ({ assert }) => {
    const shop = await shops.open()
    const small = `mkdir -p "$BACKUP_DIR"; mount -t tmpfs -o size=8m tmpfs "$BACKUP_DIR"; exec "$@"`
    const inside = ['unshare', '--mount', 'bash', '-c', small, 'small']
    const { code, said } = await startScript('backup', [], shop.environment, inside).ended
    assert.equal(code, 1)
    assert.match(said, /^✗ 磁盘空间不足：.+，只剩 /)
  })

  test('a database that goes away, or is none of ours, is an error', async ({ assert }) => {
    const shop = await shops.open()
    const away = await shop.run('backup', [], { POSTGRES_PORT: '1' })
    assert.equal(away.code, 1)
    assert.match(away.said, /^✗ 无法连接数据库/)
    const foreign = await shop.run('backup', [], { POSTGRES_DB: 'postgres' })
    assert.equal(foreign.code, 1)
    assert.include(foreign.said, '数据库 postgres 中没有商城的表')
    await rm(shop.media, { recursive: true })
    const bare = await shop.run('backup')
    assert.equal(bare.code, 1)
    assert.match(bare.said, /^✗ 无法读取图片目录/)
    assert.deepEqual(await shop.finished(), [])
  })

  test('leaves pictures in buckets to the buckets and says so', async ({ assert }) => {
    const shop = await shops.open()
    const { code, said } = await shop.run('backup', [], { MEDIA_STORAGE: 's3', MEDIA_ROOT: '' })
    assert.equal(code, 0, said)
    assert.include(said, '图片保存在 S3 存储桶中，不在备份之内')
    const [name] = await shop.finished()
    const before = await fingerprint(shop.database)
    await shop.query('truncate orders cascade')
    const restored = await shop.run('restore', [join(shop.backups, name), '--yes'])
    assert.equal(restored.code, 0, restored.said)
    assert.deepEqual(differences(before, await fingerprint(shop.database)), [])
  })

  test('understands its options or does nothing', async ({ assert }) => {
    const shop = await shops.open()
    assert.equal(await shop.code('backup', ['--fast']), 2)
    assert.equal(await shop.code('backup', [], { BACKUP_KEEP_DAYS: 'all' }), 2)
    assert.equal(await shop.code('backup', [], { ELECTRIC_RUNTIME: 'cloud' }), 2)
    const help = await shop.run('backup', ['--help'])
    assert.equal(help.code, 0)
    assert.include(help.said, '--verify')
    assert.deepEqual(await shop.finished(), [])
  })
})
