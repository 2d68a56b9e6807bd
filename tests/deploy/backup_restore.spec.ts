import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { productionEnvironment, startBuilt } from './support/production.js'
import { TrialShops, type TrialShop } from './support/backup.js'
import { onDatabase, query } from './support/backup_database.js'
import { DAMAGES, damaged } from './support/backup_damage.js'
import { differences, fingerprint } from './support/backup_rows.js'

test.group('Restore', (group) => {
  const shops = new TrialShops()
  group.setup(() => shops.make())
  group.teardown(() => shops.remove())
  group.each.timeout(60_000)

  test('brings back every row, sequence, definition and picture of what was destroyed, and the shop serves it', async ({
    assert,
  }) => {
    const shop = await shops.open()
    const before = await shop.look()
    assert.isAbove(Object.keys(before).length, 500)
    const folder = await shop.backUp()

    await shop.query(`truncate orders, products, "旧 系统" cascade; drop table parts, no_columns;
      select setval('lottery', 1000); update users set phone = null; create table later (id int)`)
    await rm(join(shop.media, 'images'), { recursive: true })
    await rm(shop.private, { recursive: true })
    await mkdir(shop.private)
    await writeFile(join(shop.media, 'later.txt'), 'later')

    const { code, said } = await shop.run('restore', [folder, '--yes'])
    assert.equal(code, 0, said)
    assert.notInclude(said, shop.environment.POSTGRES_PASSWORD)
    assert.deepEqual(differences(before, await shop.look()), [])

    const web = await startBuilt(
      'web',
      productionEnvironment({
        POSTGRES_DB: shop.database,
        MEDIA_ROOT: shop.media,
        PRIVATE_MEDIA_ROOT: shop.private,
      })
    )
    try {
      const health = await fetch(`${web.url}/healthz`)
      assert.equal(health.status, 200)
      const answer = await fetch(`${web.url}/api/catalog/products/`)
      assert.equal(answer.status, 200)
      const { results } = (await answer.json()) as { results: { id: number }[] }
      assert.isNotEmpty(results)
    } finally {
      await web.kill('SIGTERM')
    }
  })

  test('brings a shop to a server that has nothing of it', async ({ assert }) => {
    const shop = await shops.open()
    const before = await shop.look()
    const folder = await shop.backUp()
    await query('postgres', `drop database ${shop.database}`)
    for (const place of [shop.media, shop.private]) await rm(place, { recursive: true })
    for (const place of [shop.media, shop.private]) await mkdir(place)
    const { code, said } = await shop.run('restore', [folder, '--yes'])
    assert.equal(code, 0, said)
    assert.deepEqual(differences(before, await shop.look()), [])
    assert.deepEqual(await shop.others(), [])
  })

  test('without --yes only says what would be overwritten, with code 2', async ({ assert }) => {
    const shop = await shops.open()
    const folder = await shop.backUp()
    await shop.query('delete from notifications')
    const before = await shop.look()
    const { code, said } = await shop.run('restore', [folder])
    assert.equal(code, 2)
    const [{ count }] = await shop.query<{ count: number }>('select count(*) from orders')
    assert.include(said, `将被覆盖的数据库 ${shop.database}：订单 ${count}，`)
    assert.include(said, '没有做任何改动。确认要覆盖，请在命令后面加 --yes')
    assert.deepEqual(differences(before, await shop.look()), [])
    assert.deepEqual(await shop.others(), [])
  })

  /** One shop for all: nothing that is refused may change it. */
  let whole: Promise<{ shop: TrialShop; good: string; before: Record<string, string> }> | undefined
  const undamaged = () =>
    (whole ??= (async () => {
      const shop = await shops.open()
      return { shop, good: await shop.backUp(), before: await shop.look() }
    })())

  test('refuses a damaged back-up before anything is touched: {name}')
    .with(DAMAGES)
    .run(async ({ assert }, { name, says, harm }) => {
      const { shop, good, before } = await undamaged()
      const bad = await damaged(good, join(shop.folder, name), harm)
      const { code, said } = await shop.run('restore', [bad, '--yes'])
      assert.equal(code, 1)
      assert.match(said, says)
      const verified = await shop.run('backup', ['--verify', bad])
      assert.equal(verified.code, 1)
      assert.match(verified.said, says)
      assert.deepEqual(differences(before, await shop.look()), [])
      assert.deepEqual(await shop.others(), [])
    })

  test('one that fails in the middle leaves database and pictures as they were', async ({
    assert,
  }) => {
    const shop = await shops.open()
    /** Its rows pass the constraint now, and cannot pass it where the other table is not there yet. */
    await shop.query(`create table zz_list (id int); insert into zz_list values (1);
      create function listed(int) returns boolean language sql as 'select exists (select from zz_list where id = $1)';
      create table aa_items (id int check (listed(id))); insert into aa_items values (1)`)
    const folder = await shop.backUp()
    await shop.query('delete from notifications')
    const before = await shop.look()
    const { code, said } = await shop.run('restore', [folder, '--yes'])
    assert.equal(code, 1)
    assert.match(said, /^✗ 恢复数据库失败$/m)
    assert.match(said, /^✗ 没有恢复，原来的数据没有改动$/m)
    assert.deepEqual(differences(before, await shop.look()), [])
    assert.deepEqual(await shop.others(), [])
  })

  test('refuses while others are connected, and names them', async ({ assert }) => {
    const shop = await shops.open()
    const folder = await shop.backUp()
    await onDatabase(shop.database, async (client) => {
      await client.query(`set application_name = 'web'`)
      const { code, said } = await shop.run('restore', [folder, '--yes'])
      assert.equal(code, 1)
      assert.include(said, `还有程序连接着数据库 ${shop.database}：1 个连接（web）`)
    })
    assert.deepEqual(await shop.others(), [])
  })

  test('clears away what a killed one left and succeeds', async ({ assert }) => {
    const shop = await shops.open()
    const before = await shop.look()
    const folder = await shop.backUp()
    await query('postgres', `create database ${shop.database}_restoring`)
    await mkdir(join(shop.media, '.restoring/images'), { recursive: true })
    await writeFile(join(shop.media, '.restoring/images/half.jpg'), 'half')
    await mkdir(join(shop.media, '.before-20250101000000'))
    await rm(join(shop.media, 'images'), { recursive: true })
    const { code, said } = await shop.run('restore', [folder, '--yes'])
    assert.equal(code, 0, said)
    assert.deepEqual(differences(before, await shop.look()), [])
  })

  test('keeps what was there before until it is told to drop it', async ({ assert }) => {
    const shop = await shops.open()
    const folder = await shop.backUp()
    await shop.query(`update users set phone = null`)
    const old = await fingerprint(shop.database)
    assert.equal(await shop.code('restore', [folder, '--yes']), 0)
    const [kept] = await shop.others()
    assert.match(kept, new RegExp(`^${shop.database}_before_\\d{14}$`))
    assert.deepEqual(differences(old, await fingerprint(kept)), [])
    const beside = async () => {
      const names = await readdir(shop.media)
      return names.filter((name) => name.startsWith('.before-'))
    }
    assert.lengthOf(await beside(), 1)

    const again = await shop.run('restore', [folder, '--yes', '--drop-old'])
    assert.equal(again.code, 0, again.said)
    assert.deepEqual(await shop.others(), [kept])
    assert.lengthOf(await beside(), 1)

    const asked = await shop.run('restore', ['--drop-old'])
    assert.equal(asked.code, 2)
    assert.include(asked.said, kept)
    assert.deepEqual(await shop.others(), [kept])
    assert.equal(await shop.code('restore', ['--drop-old', '--yes']), 0)
    assert.deepEqual(await shop.others(), [])
    assert.deepEqual(await beside(), [])
  })

  test('restores the database or the pictures alone', async ({ assert }) => {
    const shop = await shops.open()
    const before = await shop.look()
    const files = await shop.files()
    const folder = await shop.backUp()
    await shop.query('truncate orders cascade')
    const emptied = await fingerprint(shop.database)
    await rm(join(shop.media, 'images'), { recursive: true })
    assert.equal(await shop.code('restore', [folder, '--yes', '--media-only']), 0)
    assert.deepEqual(differences({ ...emptied, ...files }, await shop.look()), [])
    assert.deepEqual(await shop.others(), [])
    assert.equal(await shop.code('restore', [folder, '--yes', '--database-only']), 0)
    assert.deepEqual(differences(before, await shop.look()), [])
    assert.notInclude(await readdir(shop.media), '.restoring')
  })

  test('refuses a schema that the program does not know, unless forced', async ({ assert }) => {
    const shop = await shops.open()
    await shop.query(`insert into adonis_schema (name, batch, migration_time)
      values ('database/migrations/9999_later', 99, now())`)
    const folder = await shop.backUp()
    const { code, said } = await shop.run('restore', [folder, '--yes'])
    assert.equal(code, 1)
    assert.include(said, '备份的数据库结构（9999_later）比现在的程序新，请先升级程序')
    assert.deepEqual(await shop.others(), [])
    assert.equal(await shop.code('restore', [folder, '--yes', '--force']), 0)
  })
})
