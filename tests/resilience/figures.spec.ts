import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { enqueue } from '#shared/queue'
import { execute, rows } from '#shared/rows'
import { figuresOf } from '#tests/helpers/figures'
import { startProcess } from '#tests/helpers/processes'
import {
  placeOrderByApi,
  productOnSale,
  shopperWithAddress,
  withoutLimits,
} from '#tests/helpers/purchase'
import { usesSandbox } from '#tests/helpers/sandbox'
import { databaseLine } from './support/database_line.js'
import { clearJobs } from './support/jobs.js'
import { someoneWaits, until } from './support/waiting.js'

/** A status to its number, as the database counts it now. */
async function countedIn(table: string) {
  const found = await rows<{ status: string; count: number }>(
    `select status, count(*) as count from ${table} group by status`
  )
  return new Map(found.map(({ status, count }) => [status, count]))
}

test.group('Figures of the shop', (group) => {
  withoutLimits(group)
  usesSandbox(group)
  group.each.setup(() => clearJobs())

  test('tell what the database holds', async ({ client, assert, cleanup }) => {
    const shopper = await shopperWithAddress()
    const { id } = await placeOrderByApi(client, shopper, await productOnSale())
    const key = `figures-${id}`
    await execute(
      `insert into integration_inbox (channel, message_key, raw_body, verified, received_at)
       values ('test', ?, '', true, now() - interval '1 hour')`,
      [key]
    )
    cleanup(() =>
      execute(`delete from integration_inbox where message_key = ?`, [key]).then(() => {})
    )
    await enqueue('payments.close', { paymentId: 1 }, db.connection(), { key: 'a' })
    await enqueue('refunds.start', { refundId: 1 }, db.connection(), { startAfterSeconds: 600 })
    await execute(
      `update pgboss.job set start_after = now() - interval '2 hours' where name = 'payments.close'`
    )
    await execute(`insert into pgboss.job (name, data) values ('dead', '{}')`)
    const web = await startProcess('web')
    cleanup(() => web.kill('SIGKILL'))

    const { values } = await figuresOf(web.port)
    for (const [table, statuses] of [
      ['orders', ['pending', 'paid', 'refunded']],
      ['payments', ['init', 'succeeded']],
      ['refunds', ['pending', 'failed']],
    ] as const) {
      const counts = await countedIn(table)
      for (const status of statuses)
        assert.equal(values.get(`shop_${table}{status="${status}"}`), counts.get(status) ?? 0)
    }
    const jobs = (queue: string, state: string) =>
      values.get(`shop_queue_jobs{queue="${queue}",state="${state}"}`)
    assert.deepEqual(
      [jobs('payments.close', 'due'), jobs('refunds.start', 'later'), jobs('refunds.start', 'due')],
      [1, 1, 0]
    )
    assert.equal(values.get('shop_queue_dead_letters'), 1)
    assert.isAtLeast(
      values.get('shop_queue_oldest_due_seconds{queue="payments.close"}') ?? 0,
      7_200
    )
    assert.isAtLeast(values.get('shop_inbox_messages{state="received"}') ?? 0, 1)
    assert.isAtLeast(values.get('shop_inbox_oldest_waiting_seconds') ?? 0, 3_600)
  })

  test('without a database the process still tells of itself, and that the database is away', async ({
    assert,
    cleanup,
  }) => {
    const line = await databaseLine()
    cleanup(() => line.close())
    const web = await startProcess('web', line.environment)
    cleanup(() => web.kill('SIGKILL'))
    for (const state of ['up', 'refused', 'up', 'silent', 'up'] as const) {
      line.set(state)
      const { values, names } = await figuresOf(web.port)
      const up = state === 'up' ? 1 : 0
      assert.equal(values.get('shop_database_up'), up, state)
      assert.equal(values.has('shop_orders{status="pending"}'), up === 1, state)
      assert.equal(values.has('shop_notifications_waiting'), up === 1, state)
      assert.equal(values.get('shop_figures_collected{source="orders"}'), up, state)
      assert.isTrue(names.has('process_cpu_seconds_total'))
    }
  })

  test('a table that cannot be read now is left out, the others are told', async ({
    assert,
    cleanup,
  }) => {
    const web = await startProcess('web')
    cleanup(() => web.kill('SIGKILL'))
    const trx = await db.transaction()
    cleanup(() => trx.rollback())
    await trx.rawQuery('lock table payments in access exclusive mode')
    const { values } = await figuresOf(web.port)
    assert.equal(values.get('shop_database_up'), 1)
    assert.equal(values.get('shop_figures_collected{source="payments"}'), 0)
    assert.isFalse(values.has('shop_payments{status="init"}'))
    for (const source of ['queue', 'orders'])
      assert.equal(values.get(`shop_figures_collected{source="${source}"}`), 1, source)
    assert.isTrue(values.has('shop_queue_dead_letters'))
  })

  test('an exhausted pool is told, and does not keep the figures waiting', async ({
    assert,
    cleanup,
  }) => {
    const web = await startProcess('web', { DB_POOL_MAX: '2' })
    cleanup(() => web.kill('SIGKILL'))
    const shopper = await shopperWithAddress()
    const lock = await db.transaction()
    cleanup(() => lock.rollback())
    await lock.rawQuery('select id from users where id = ? for update', [shopper.user.id])
    await lock.rawQuery('select id from addresses where id = ? for update', [shopper.addressId])
    const rename = () =>
      fetch(`${web.url}/api/addresses/${shopper.addressId}/`, {
        method: 'PATCH',
        headers: { ...shopper.headers, 'content-type': 'application/json' },
        body: JSON.stringify({ contact_name: '周大梅' }),
      })
    const asked = [rename(), rename()]
    await until(() => someoneWaits(2))
    asked.push(rename())
    await until(async () => {
      const { values } = await figuresOf(web.port)
      return values.get('shop_database_pool_waiting') === 1
    })
    const { values } = await figuresOf(web.port)
    assert.equal(values.get('shop_database_pool_connections{state="used"}'), 2)
    assert.equal(values.get('shop_database_pool_size'), 2)
    assert.equal(values.get('shop_http_requests_in_flight'), 4)
    assert.equal(values.get('shop_database_up'), 1)
    await lock.rollback()
    const answers = await Promise.all(asked)
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200, 200]
    )
  })
})
