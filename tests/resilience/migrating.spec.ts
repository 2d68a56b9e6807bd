import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { migrate } from '#database/migrate'
import { rows } from '#shared/rows'

const PATHS = ['tests/resilience/support/migrations']
const PATIENCE = { lockTimeoutMs: 100, tries: 2, pauseMs: 10 }

const mottos = () =>
  rows(
    `select from information_schema.columns where table_name = 'brands' and column_name = 'motto'`
  )
const migrating = () =>
  rows(
    `select state from pg_stat_activity where application_name in ('migrations', 'upgrade-lock')`
  )

/** Somebody's open transaction that has looked at the table. */
async function longTransaction() {
  const trx = await db.transaction()
  await trx.rawQuery('select from brands limit 1')
  return trx
}

test.group('A migration and a long transaction', (group) => {
  group.each.setup(() => async () => {
    await rows('alter table brands drop column if exists motto')
    await rows(`delete from adonis_schema where name like '%brands_get_a_motto'`)
  })

  test('it gives up after its tries, says why, and leaves nothing behind', async ({
    assert,
    cleanup,
  }) => {
    const long = await longTransaction()
    cleanup(() => long.rollback())
    const said: string[] = []
    await assert.rejects(
      () => migrate({ paths: PATHS, patience: PATIENCE, say: (line) => said.push(line) }),
      '数据库结构没有升级：试了 2 次，有事务占用了要修改的表。请等长时间运行的事务（备份、报表、手工执行的 SQL）结束后重试。'
    )
    assert.deepEqual(said, ['有事务占用了要修改的表，0.01 秒后再试'])
    assert.lengthOf(await mottos(), 0)
    assert.deepEqual(await migrating(), [])
  })

  test('between two tries others reach the table; when the transaction ends, it goes on', async ({
    assert,
  }) => {
    const long = await longTransaction()
    const passed: Promise<unknown>[] = []
    const count = await migrate({
      paths: PATHS,
      patience: { ...PATIENCE, tries: 50 },
      say: () => passed.push(rows('select from brands limit 1').then(() => long.rollback())),
    })
    assert.equal(count, 1)
    assert.isNotEmpty(passed)
    await Promise.all(passed)
    assert.lengthOf(await mottos(), 1)
    assert.equal(await migrate({ paths: PATHS }), 0)
  })

  test('a migration that fails is named by its error, and nothing of it stays', async ({
    assert,
  }) => {
    await rows(`alter table brands add column motto text`)
    await assert.rejects(
      () => migrate({ paths: PATHS, patience: PATIENCE }),
      /^数据库结构升级失败：.*column "motto" of relation "brands" already exists/
    )
    assert.deepEqual(await migrating(), [])
    assert.lengthOf(await rows(`select from adonis_schema where name like '%motto'`), 0)
  })

  test('two upgrades in one database follow one another', async ({ assert }) => {
    const said: string[] = []
    const both = await Promise.all(
      [1, 2].map(() => migrate({ paths: PATHS, say: (line) => said.push(line) }))
    )
    assert.sameMembers(both, [0, 1])
    assert.deepEqual(said, ['另一个进程正在升级数据库，等待中'])
  })
})
