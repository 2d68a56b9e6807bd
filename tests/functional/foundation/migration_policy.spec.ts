import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import pg from 'pg'
import { findings, unexcused } from '#database/releases/compatibility'
import { exceptionsOf, newestRelease, type Release } from '#database/releases/release'
import { readSchema } from '#database/releases/schema'
import { describe, type Statement } from '#database/releases/statements'
import { connectionFor } from '#database/reach'

const folder = app.makePath('database/releases')

/** Works inside a transaction of its own, of which nothing stays. */
async function inPassing<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(connectionFor('migration-policy'))
  await client.connect()
  try {
    await client.query('begin')
    return await work(client)
  } finally {
    await client.end()
  }
}

/** A release that knew three tables and asked a few things, before somebody changed them. */
const BEFORE = `
  create table shelves (id bigint generated always as identity primary key, name varchar(20) not null,
    place int, note text not null default '', kind varchar(10) constraint shelves_kind check (kind in ('a', 'b')));
  create unique index shelves_name_unique on shelves (name);
  create table labels (id bigint primary key, text varchar(20));
  create table attic (id bigint)`
const ASKED: Statement[] = [
  { sql: 'select name, place from shelves where id = $1', named: true },
  { sql: 'select * from labels', named: true },
  { sql: 'select * from shelves where place = $1' },
  { sql: `insert into shelves (name) values ($1) on conflict (name) do nothing` },
]

/** What the check says of one change of these tables. */
function afterChange(change: string, exceptions: Parameters<typeof unexcused>[2] = []) {
  return inPassing(async (client) => {
    await client.query(BEFORE)
    const statements = []
    for (const statement of ASKED) {
      const described = await describe(client, statement)
      if (described instanceof Error) throw described
      statements.push(described)
    }
    const release: Release = { version: '1.0.0', schema: await readSchema(client), statements }
    await client.query(change)
    return unexcused(release, await findings(release, client), exceptions)
  })
}

test.group('Migrations and the release before', () => {
  test('the present schema serves the statements and rows of the newest recorded release', async ({
    assert,
  }) => {
    const release = newestRelease(folder)
    assert.isAbove(release.statements.length, 200)
    const found = await inPassing((client) => findings(release, client))
    assert.deepEqual(unexcused(release, found, exceptionsOf(folder)), [])
  })

  test('what adds room hurts nobody: {$self}')
    .with([
      `select 1`,
      `alter table shelves add column height int`,
      `alter table shelves add column height int not null default 0`,
      `alter table shelves alter column name drop not null`,
      `alter table shelves rename constraint shelves_kind to kind_of_shelf`,
      `alter table labels add column shelf_id bigint not null`,
      `create table doors (id bigint primary key, name text not null)`,
      `create index shelves_by_place on shelves (place)`,
    ])
    .run(async ({ assert }, change) => {
      const told = await afterChange(change)
      const expected = change.includes('alter table labels')
        ? [
            'statement: select * from labels: gives (bigint, character varying, bigint), gave (bigint, character varying): connections that hold it as a prepared statement would fail',
          ]
        : []
      assert.deepEqual(told, expected)
    })

  test('{change} is refused: {says}')
    .with([
      {
        change: 'alter table shelves rename column place to spot',
        says: 'column gone: shelves.place: 1.0.0 uses it',
      },
      {
        change: 'alter table shelves rename column place to spot',
        says: 'statement: select name, place from shelves where id = $1: column "place" does not exist',
      },
      {
        change: 'alter table shelves drop column note',
        says: 'column gone: shelves.note: 1.0.0 uses it',
      },
      {
        change: 'alter table labels drop column text',
        says: 'column gone: labels.text: 1.0.0 uses it',
      },
      { change: 'alter table shelves rename to racks', says: 'table gone: shelves: 1.0.0 uses it' },
      {
        change: 'drop table attic',
        says: 'table gone: attic: no recorded statement of 1.0.0 uses it',
      },
      {
        change: 'alter table shelves alter column place set not null',
        says: 'not null: shelves.place: was nullable',
      },
      {
        change: 'alter table shelves alter column note drop default',
        says: `default lost: shelves.note: was ''::text`,
      },
      {
        change: 'alter table shelves add column owner_id bigint not null',
        says: 'column required: shelves.owner_id: 1.0.0 inserts rows without it',
      },
      {
        change: 'alter table shelves alter column place type text',
        says: 'type changed: shelves.place: integer became text',
      },
      {
        change: 'alter table shelves alter column place type text',
        says: 'statement: select * from shelves where place = $1: takes (text), took (integer)',
      },
      {
        change: 'alter table shelves alter column name type varchar(40)',
        says: 'type changed: shelves.name: character varying(20) became character varying(40)',
      },
      {
        change: `alter table shelves add constraint shelves_place check (place > 0)`,
        says: 'constraint added: shelves.shelves_place: CHECK ((place > 0))',
      },
      {
        change: `create unique index shelves_place on shelves (place)`,
        says: 'constraint added: shelves.shelves_place: UNIQUE INDEX USING btree (place)',
      },
      {
        change: `alter table shelves add foreign key (place) references shelves`,
        says: 'constraint added: shelves.shelves_place_fkey: FOREIGN KEY (place) REFERENCES shelves(id)',
      },
      {
        change: 'drop index shelves_name_unique',
        says: 'unique gone: shelves.shelves_name_unique: UNIQUE INDEX USING btree (name)',
      },
      {
        change: 'drop index shelves_name_unique',
        says: 'statement: insert into shelves (name) values ($1) on conflict (name) do nothing: there is no unique or exclusion constraint matching the ON CONFLICT specification',
      },
      {
        change: 'alter index shelves_name_unique rename to names',
        says: 'constraint renamed: shelves.shelves_name_unique: errors are told apart by this name',
      },
    ])
    .run(async ({ assert }, { change, says }) => {
      assert.include(await afterChange(change), says)
    })

  test('a table that the old code reads, missing from the database of this run, is named', async ({
    assert,
  }) => {
    const release = newestRelease(folder)
    const found = await inPassing(async (client) => {
      await client.query('alter table orders rename column staff_note to remark')
      await client.query(
        'alter table cart_items add column gift_wrap boolean not null default true'
      )
      await client.query('alter table cart_items alter column gift_wrap drop default')
      return findings(release, client)
    })
    const told = unexcused(release, found, exceptionsOf(folder))
    assert.include(told, `column gone: orders.staff_note: ${release.version} uses it`)
    assert.include(
      told,
      `column required: cart_items.gift_wrap: ${release.version} inserts rows without it`
    )
    assert.include(
      told,
      'statement: update orders set staff_note = $1, updated_at = now() where id = $2: column "staff_note" of relation "orders" does not exist'
    )
  })
})

test.group('Exceptions of the migration policy', () => {
  const attic = { release: '1.0.0', kind: 'table gone', object: 'attic' }

  test('a reason excuses what nobody used, or what old rows and writes keep to', async ({
    assert,
  }) => {
    const reason = 'nothing was ever stored in it'
    assert.deepEqual(await afterChange('drop table attic', [{ ...attic, reason }]), [])
    const check = `alter table shelves add constraint shelves_place check (place > 0)`
    const excuse = { release: '1.0.0', kind: 'constraint added', object: 'shelves.shelves_place' }
    assert.deepEqual(await afterChange(check, [{ ...excuse, reason }]), [])
  })

  test('an empty reason, another release or a needless exception is refused', async ({
    assert,
  }) => {
    const gone = 'table gone: attic: no recorded statement of 1.0.0 uses it'
    const needless = 'exceptions.json excuses nothing: table gone: attic'
    for (const [change, exception, told] of [
      ['drop table attic', { ...attic, reason: ' ' }, [gone, needless]],
      ['drop table attic', { ...attic, release: '0.9.0', reason: 'once' }, [gone, needless]],
      ['select 1', { ...attic, reason: 'once' }, [needless]],
    ] as const)
      assert.deepEqual(await afterChange(change, [exception]), told)
  })

  test('what the release uses has no excuse', async ({ assert }) => {
    const excuse = { release: '1.0.0', kind: 'table gone', object: 'shelves', reason: 'I say so' }
    const told = await afterChange('alter table shelves rename to racks', [excuse])
    assert.include(told, 'table gone: shelves: 1.0.0 uses it')
  })
})
