import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { execute, inTransaction, row, rows } from '#shared/rows'

test.group('Plain rows', () => {
  test('a named binding may stand before a cast', async ({ assert }) => {
    const found = await row<{ ids: number; text: string }>(
      `select cardinality(:ids::bigint[]) as ids, :text::varchar(3) as text`,
      { ids: [1, 2, 3], text: 'abcdef' }
    )
    assert.deepEqual({ ...found }, { ids: 3, text: 'abc' })
  })

  test('a named binding may be used more than once', async ({ assert }) => {
    const found = await row<object>(`select :n::int as a, :n::int + :m::int as b, :n::int as c`, {
      n: 1,
      m: 2,
    })
    assert.deepEqual({ ...found }, { a: 1, b: 3, c: 1 })
  })

  test('colons inside texts and casts are no bindings', async ({ assert }) => {
    const found = await row<object>(
      `select 'a:b :name it''s :name' as text, to_char(timestamp '2026-03-01 12:34:56', 'HH24:MI:ss') as clock,
         '1'::int as one, :name as name`,
      { name: '值' }
    )
    assert.deepEqual(
      { ...found },
      { text: "a:b :name it's :name", clock: '12:34:56', one: 1, name: '值' }
    )
  })

  test('a value is never read as SQL', async ({ assert }) => {
    const evil = `'; drop table users; -- :other ?`
    assert.deepEqual({ ...(await row<object>(`select :evil as text`, { evil })) }, { text: evil })
    assert.deepEqual({ ...(await row<object>(`select ? as text`, [evil])) }, { text: evil })
  })

  test('a binding that is undefined is null', async ({ assert }) => {
    const found = await row<object>(`select :absent::int as value`, { absent: undefined })
    assert.deepEqual({ ...found }, { value: null })
  })

  test('a binding that nobody gave is a mistake, not a null', async ({ assert }) => {
    await assert.rejects(
      () => row(`select :given::int + :forgotten::int`, { given: 1 }),
      /forgotten/
    )
  })

  test('no row is null, several rows keep their order', async ({ assert }) => {
    assert.isNull(await row<object>(`select 1 where false`))
    const list = await rows<{ n: number }>(`select n from generate_series(3, 1, -1) as n`)
    assert.deepEqual(
      list.map(({ n }) => n),
      [3, 2, 1]
    )
  })

  test('a statement says how many rows it touched', async ({ assert }) => {
    const trx = await db.transaction()
    await execute(`create temporary table touched (n int) on commit drop`, [], trx)
    assert.equal(await execute(`insert into touched select generate_series(1, 5)`, [], trx), 5)
    assert.equal(await execute(`delete from touched where n > :least`, { least: 3 }, trx), 2)
    await trx.rollback()
  })

  test('a transaction is joined when there is one', async ({ assert }) => {
    const numberOf = `select txid_current() as id`
    const outer = await db.transaction()
    const own = await row<{ id: number }>(numberOf, [], outer)
    const joined = await inTransaction(outer, (trx) => row<{ id: number }>(numberOf, [], trx))
    assert.deepEqual(joined, own)
    assert.isFalse(outer.isCompleted)
    await outer.rollback()
    const alone = await inTransaction(undefined, (trx) => row<{ id: number }>(numberOf, [], trx))
    assert.notDeepEqual(alone, own)
  })
})
