import { readdirSync } from 'node:fs'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import type { Client } from 'pg'
import { databaseLine } from '#tests/resilience/support/database_line'
import { builtCommand } from './support/built_command.js'
import { productionEnvironment, startBuilt } from './support/production.js'
import { scratchDatabase } from './support/scratch_database.js'

const MIGRATIONS = readdirSync(app.makePath('database/migrations')).map(
  (name) => name.split('.')[0]
)
const UPGRADED = `数据库结构已升级（${MIGRATIONS.length} 步）`
const WAITING = '另一个进程正在升级数据库，等待中'

async function applied(client: Client): Promise<string[]> {
  const { rows } = await client.query('select name from adonis_schema order by name')
  return rows.map(({ name }) => name.split('/').at(-1))
}

/** Resolves when a backend of the migrations stands still before a lock, with its process id. */
async function blockedBackend(client: Client, except?: number): Promise<number> {
  for (;;) {
    const { rows } = await client.query(
      `select pid from pg_stat_activity where application_name = 'migrations'
        and datname = current_database() and wait_event_type = 'Lock'`
    )
    const found = rows.find(({ pid }) => pid !== except)
    if (found) return found.pid
  }
}

test.group('Processes that upgrade one database at once', () => {
  test('of {$self} one migrates, each migration runs once, and both servers serve')
    .with([2, 5])
    .run(async ({ assert, cleanup }, processes) => {
      const { name, connect: open } = await scratchDatabase({ cleanup })
      const environment = productionEnvironment({ POSTGRES_DB: name })
      const commands = Array.from({ length: processes }, () =>
        builtCommand(['shop:prepare', '--wait'], environment)
      )
      const ends = await Promise.all(commands.map(({ ended }) => ended))
      assert.deepEqual(
        ends.map(({ code, err }) => ({ code, err })),
        ends.map(() => ({ code: 0, err: '' }))
      )
      assert.lengthOf(
        ends.filter(({ out }) => out.includes(UPGRADED)),
        1
      )
      assert.lengthOf(
        ends.filter(({ out }) => out.includes('数据库结构已是最新')),
        processes - 1
      )
      assert.deepEqual(await applied(await open()), MIGRATIONS)

      for (const server of await Promise.all([
        startBuilt('web', environment),
        startBuilt('web', environment),
      ])) {
        cleanup(() => server.kill('SIGKILL'))
        const listed = await fetch(`${server.url}/api/catalog/products/`)
        assert.equal(listed.status, 200)
      }
    })

  test('when the one that migrates is killed, the one that waits goes on', async ({
    assert,
    cleanup,
  }) => {
    const { name, connect: open } = await scratchDatabase({ cleanup })
    const environment = productionEnvironment({ POSTGRES_DB: name })
    const watch = await open()
    /** The first migration makes a table of this name, so it waits for the end of this transaction. */
    const obstacle = await open()
    await obstacle.query('begin; create table users ()')

    const first = builtCommand(['shop:prepare'], environment)
    const backend = await blockedBackend(watch)
    const second = builtCommand(['shop:prepare'], environment)
    await second.says(WAITING)
    first.child.kill('SIGKILL')
    await first.ended
    await blockedBackend(watch, backend)
    await obstacle.query('rollback')

    const { code, out } = await second.ended
    assert.equal(code, 0)
    assert.include(out, UPGRADED)
    assert.deepEqual(await applied(watch), MIGRATIONS)
  })
})

test.group('migration:run in production', () => {
  test('asks nothing, twice at once and once more', async ({ assert, cleanup }) => {
    const { name, connect: open } = await scratchDatabase({ cleanup })
    const environment = productionEnvironment({ POSTGRES_DB: name })
    const run = (...flags: string[]) => builtCommand(['migration:run', ...flags], environment).ended
    const both = await Promise.all([run(), run('--force')])
    assert.deepEqual(
      both.map(({ code }) => code),
      [0, 0]
    )
    assert.lengthOf(
      both.filter(({ out }) => out.includes(UPGRADED)),
      1
    )
    assert.deepEqual(await applied(await open()), MIGRATIONS)

    const again = await run()
    assert.deepEqual(again, { code: 0, out: '[ info ] 数据库结构已是最新\n', err: '' })
  })

  test('is our command, not the one of Lucid', async ({ assert }) => {
    const { out } = await builtCommand(['migration:run', '--help'], productionEnvironment()).ended
    assert.include(out, '升级数据库结构；可以重复运行')
  })
})

test.group('shop:prepare --wait', () => {
  const prepare = (change: Record<string, string>, ...flags: string[]) =>
    builtCommand(['shop:prepare', ...flags], productionEnvironment(change))

  test('waits for a database that comes later, and says each change in one line', async ({
    assert,
    cleanup,
  }) => {
    const { name } = await scratchDatabase({ cleanup })
    const line = await databaseLine()
    cleanup(() => line.close())
    line.set('refused')
    const { says, ended } = prepare({ POSTGRES_DB: name, ...line.environment }, '--wait=30')
    await says('等待中')
    line.set('up')
    const { code, out } = await ended
    assert.equal(code, 0)
    assert.deepEqual(out.trim().split('\n'), [
      `[ info ] 数据库 127.0.0.1:${line.environment.POSTGRES_PORT} 没有应答，等待中，最多 30 秒`,
      '[ info ] 数据库已就绪',
      `[ info ] ${UPGRADED}`,
      '[ info ] 任务队列已就绪',
    ])
  })

  test('a database that stays away ends it after the given time', async ({ assert, cleanup }) => {
    const line = await databaseLine()
    cleanup(() => line.close())
    line.set('refused')
    const { code, err } = await prepare(line.environment, '--wait=1').ended
    assert.equal(code, 1)
    assert.equal(
      err,
      `[ error ] 等待了 1 秒，仍无法使用数据库 127.0.0.1:${line.environment.POSTGRES_PORT}（没有应答）。` +
        '请确认数据库正在运行，并检查 POSTGRES_HOST 和 POSTGRES_PORT。\n'
    )
  })

  test('{name} is told at once, without its value')
    .with([
      {
        name: 'POSTGRES_PASSWORD',
        line: '数据库拒绝登录：请检查 POSTGRES_USER 和 POSTGRES_PASSWORD 是否与数据库中的一致。',
      },
      { name: 'POSTGRES_DB', line: '数据库不存在：请检查 POSTGRES_DB，或先创建这个数据库。' },
    ])
    .run(async ({ assert }, { name, line }) => {
      const { code, out, err } = await prepare({ [name]: 'not_this_one_7431' }, '--wait=600').ended
      assert.deepEqual({ code, out, err }, { code: 1, out: '', err: `[ error ] ${line}\n` })
    })
})
