import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { installQueues } from '#jobs/queues'
import { schedules } from '#jobs/registry'
import { createAutomaticRefund } from '#payments/actions/create_refund'
import { lockPayment } from '#payments/queries/lock_payment'
import { enqueue } from '#shared/queue'
import { execute, row } from '#shared/rows'
import { startProcess } from '#tests/helpers/processes'
import {
  productOnSale,
  shopperWithAddress,
  startedOrder,
  stateOf,
  withoutLimits,
} from '#tests/helpers/purchase'
import { control, countCalls, payAtWechat, usesSandbox } from '#tests/helpers/sandbox'
import { clearJobs, jobOf, jobsOf, noticesDeathSoon, SOON, withQueues } from './support/jobs.js'
import { someoneWaits, until } from './support/waiting.js'

function completed(name: string): Promise<void> {
  return until(async () => {
    const { state } = await jobOf(name)
    return state === 'completed'
  })
}

test.group('Sending jobs', (group) => {
  group.each.setup(() => clearJobs())

  test('a job exists for others only after the commit of its cause', async ({ assert }) => {
    const trx = await db.transaction()
    await enqueue('refunds.start', { refundId: 1 }, trx, { key: '1' })
    assert.lengthOf(await jobsOf('refunds.start'), 0)
    await trx.commit()
    assert.lengthOf(await jobsOf('refunds.start'), 1)
  })

  test('after a rollback there never was a job', async ({ assert }) => {
    const trx = await db.transaction()
    await enqueue('refunds.start', { refundId: 1 }, trx, { key: '1' })
    await trx.rollback()
    assert.lengthOf(await jobsOf('refunds.start'), 0)
  })

  test('a rolled-back part of a transaction takes its jobs along and leaves the others', async ({
    assert,
  }) => {
    await db.transaction(async (trx) => {
      await enqueue('refunds.start', { refundId: 1 }, trx, { key: '1' })
      const part = await trx.transaction()
      await enqueue('refunds.start', { refundId: 2 }, part, { key: '2' })
      await part.rollback()
    })
    assert.lengthOf(await jobsOf('refunds.start'), 1)
  })

  test('while a job waits, another one of the same key is dropped, one of another key is not', async ({
    assert,
  }) => {
    await db.transaction(async (trx) => {
      for (const refundId of [1, 1, 2])
        await enqueue('refunds.start', { refundId }, trx, { key: String(refundId) })
    })
    assert.lengthOf(await jobsOf('refunds.start'), 2)
  })
})

test.group('Schedules', (group) => {
  group.each.setup(() => clearJobs())

  test('installing again leaves every schedule once and removes those the shop no longer has', async ({
    assert,
  }) => {
    await withQueues(async (boss) => {
      await boss.createQueue('former.schedule')
      await boss.schedule('former.schedule', '* * * * *', {}, { tz: 'UTC' })
      await boss.schedule(
        'inbox.apply',
        '0 4 * * *',
        {},
        { tz: 'UTC', singletonKey: 'inbox.apply' }
      )
      await installQueues()
      await installQueues()
      const installed = await boss.getSchedules()
      assert.sameDeepMembers(
        installed.map(({ name, cron, timezone }) => ({ name, cron, timezone })),
        schedules.map(({ name, cron }) => ({ name, cron, timezone: 'Asia/Shanghai' }))
      )
      await boss.deleteQueue('former.schedule')
    })
  })

  test('of two workers one runs a schedule', async ({ assert, cleanup }) => {
    const workers = await Promise.all([startProcess('worker'), startProcess('worker')])
    cleanup(() => Promise.all(workers.map((worker) => worker.kill('SIGKILL'))).then(() => {}))
    const names = ['inbox.apply', 'orders.cancel-unpaid']
    for (const name of names)
      await until(async () => {
        const runs = await jobsOf(name)
        return runs.some(({ state }) => state === 'completed')
      })
    for (const name of names) {
      const runs = await row<{ runs: number; minutes: number }>(
        `select count(*) as runs, count(distinct date_trunc('minute', created_on)) as minutes
         from pgboss.job where name = ?`,
        [name]
      )
      assert.equal(runs?.runs, runs?.minutes)
    }
  })
})

test.group('Workers', (group) => {
  withoutLimits(group)
  usesSandbox(group)
  noticesDeathSoon(group)
  group.each.setup(() => clearJobs())

  test('a refund that waits is started, once', async ({ client, assert, cleanup }) => {
    const shopper = await shopperWithAddress()
    const order = await startedOrder(client, shopper, await productOnSale({ price: '66.60' }))
    await payAtWechat(order.outTradeNo)
    const refundId = await db.transaction(async (trx) => {
      const payment = await lockPayment(order.paymentId, trx)
      if (!payment) throw new Error('no such payment')
      return createAutomaticRefund(payment, 'duplicate_payment', trx)
    })
    const worker = await startProcess('worker')
    cleanup(() => worker.kill('SIGKILL'))
    await completed('refunds.start')
    assert.deepEqual(await row(`select status from refunds where id = ?`, [refundId]), {
      status: 'processing',
    })
    assert.equal(await countCalls('POST', /\/v3\/refund\/domestic\/refunds$/), 1)
  })

  test('a worker that is killed in the middle of a job is replaced, and the job takes effect once', async ({
    client,
    assert,
    cleanup,
  }) => {
    const shopper = await shopperWithAddress()
    const order = await startedOrder(client, shopper, await productOnSale())
    await payAtWechat(order.outTradeNo, 'never')

    /** The order is locked here, so the job has to wait after it learned that the money arrived. */
    const lock = await db.transaction()
    cleanup(async () => {
      if (!lock.isCompleted) await lock.rollback()
    })
    await row(`select id from orders where id = ? for update`, [order.id], lock)
    await db.transaction((trx) => enqueue('payments.close', { paymentId: order.paymentId }, trx))
    const first = await startProcess('worker', SOON)
    cleanup(() => first.kill('SIGKILL'))
    await until(() => someoneWaits(1))
    assert.containSubset(await jobOf('payments.close'), { state: 'active' })
    await first.kill('SIGKILL')
    await lock.rollback()
    assert.containSubset(await stateOf(order.id), { status: 'pending' })

    const second = await startProcess('worker', SOON)
    cleanup(() => second.kill('SIGKILL'))
    await completed('payments.close')
    assert.deepEqual(await stateOf(order.id), {
      status: 'paid',
      payment: 'succeeded',
      anomaly: null,
      histories: 2,
    })
    assert.containSubset(await jobOf('payments.close'), { state: 'completed', retry_count: 1 })
  }).timeout(60_000)

  test('what fails is repeated, and in the end it lies where staff find it', async ({
    client,
    assert,
    cleanup,
  }) => {
    const shopper = await shopperWithAddress()
    const order = await startedOrder(client, shopper, await productOnSale())
    await control('POST', '/__sandbox/faults', {
      system: 'pay',
      match: { method: 'GET' },
      times: null,
      action: { code: 'SYSTEM_ERROR' },
    })
    await db.transaction((trx) => enqueue('payments.close', { paymentId: order.paymentId }, trx))
    await execute(`update pgboss.job set retry_limit = 1 where name = 'payments.close'`)
    const worker = await startProcess('worker', SOON)
    cleanup(() => worker.kill('SIGKILL'))
    await until(() => jobOf('dead').then(Boolean, () => false))
    assert.containSubset(await jobOf('payments.close'), { state: 'failed', retry_count: 1 })
    assert.containSubset(await stateOf(order.id), { status: 'pending' })
  }).timeout(60_000)
})
