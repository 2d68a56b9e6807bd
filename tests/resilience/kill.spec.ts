import db from '@adonisjs/lucid/services/db'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import { applyInbox } from '#payments/actions/apply_inbox'
import { row } from '#shared/rows'
import {
  placeOrderByApi,
  productOnSale,
  shopperWithAddress,
  stateOf,
  statusOf,
  withoutLimits,
} from '#tests/helpers/purchase'
import { startProcess } from '#tests/helpers/processes'
import { payAtWechat, usesSandbox } from '#tests/helpers/sandbox'
import { someoneWaits, until } from './support/waiting.js'

const PAID = { status: 'paid', payment: 'succeeded', anomaly: null, histories: 2 }

async function waitingMessages(): Promise<number> {
  const found = await row<{ count: number }>(
    `select count(*) as count from integration_inbox where state = 'received'`
  )
  return found?.count ?? 0
}

test.group('A process that dies', (group) => {
  withoutLimits(group)
  usesSandbox(group)

  /** An order whose payment was started by a process of its own, and a lock on that order. */
  async function startedElsewhere(client: ApiClient, environment: Record<string, string> = {}) {
    const web = await startProcess('web', { RATE_LIMITS: 'off', ...environment })
    const shopper = await shopperWithAddress()
    const order = await placeOrderByApi(client, shopper, await productOnSale())
    /** Started by the process that is going to die, so that WeChat's message goes there. */
    const started = await fetch(`${web.url}/api/payments/${order.paymentId}/start/`, {
      method: 'POST',
      headers: shopper.headers,
    })
    const lock = await db.transaction()
    await row(`select id from orders where id = ? for update`, [order.id], lock)
    return { web, shopper, order, lock, started: started.status }
  }

  test('kill -9 while a message is being applied: nothing was promised, and asking WeChat pays once', async ({
    client,
    assert,
    cleanup,
  }) => {
    const { web, shopper, order, lock, started } = await startedElsewhere(client)
    cleanup(() => web.kill('SIGKILL'))
    assert.equal(started, 200)
    const paying = payAtWechat(order.outTradeNo)
    await until(() => someoneWaits(1))
    await web.kill('SIGKILL')
    await lock.rollback()
    await paying
    assert.equal(await statusOf(order.id), 'pending')
    assert.equal(await waitingMessages(), 0)

    for (let time = 0; time < 2; time++) {
      const asked = await client
        .post(`/api/payments/${order.paymentId}/sync/`)
        .headers(shopper.headers)
      asked.assertStatus(200)
    }
    assert.deepEqual(await stateOf(order.id), PAID)
  })

  test('kill -9 between an acknowledged message and its effects: paid exactly once after restart', async ({
    client,
    assert,
    cleanup,
  }) => {
    /** This process gives up waiting for the order, so the message is only kept. */
    const impatient = { PGOPTIONS: '-c lock_timeout=200' }
    const { web, order, lock, started } = await startedElsewhere(client, impatient)
    cleanup(() => web.kill('SIGKILL'))
    assert.equal(started, 200)
    await payAtWechat(order.outTradeNo)
    await until(async () => (await waitingMessages()) === 1)
    await web.kill('SIGKILL')
    await lock.rollback()
    assert.equal(await statusOf(order.id), 'pending')

    const worker = await startProcess('worker')
    cleanup(() => worker.kill('SIGTERM'))
    await until(async () => (await statusOf(order.id)) === 'paid')
    assert.deepEqual(await stateOf(order.id), PAID)
    assert.equal(await applyInbox(), 0)
  })
})
