import db from '@adonisjs/lucid/services/db'
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

/** Asks until the answer is the wanted one; the test's own time-out ends it. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setImmediate(resolve))
}

async function waitingMessages(): Promise<number> {
  const found = await row<{ count: number }>(
    `select count(*) as count from integration_inbox where state = 'received'`
  )
  return found?.count ?? 0
}

test.group('A process that dies', (group) => {
  withoutLimits(group)
  usesSandbox(group)

  test('kill -9 between a paid notification and its effects: paid exactly once after restart', async ({
    client,
    assert,
    cleanup,
  }) => {
    const web = await startProcess('web', { RATE_LIMITS: 'off' })
    cleanup(() => web.kill('SIGKILL'))
    const shopper = await shopperWithAddress()
    const order = await placeOrderByApi(client, shopper, await productOnSale())
    /** Started by the process that is going to die, so that WeChat's message goes there. */
    const started = await fetch(`${web.url}/api/payments/${order.paymentId}/start/`, {
      method: 'POST',
      headers: shopper.headers,
    })
    assert.equal(started.status, 200)

    /** The order is locked here, so the effects have to wait while the message is already stored. */
    const lock = await db.transaction()
    await row(`select id from orders where id = ? for update`, [order.id], lock)
    const paying = payAtWechat(order.outTradeNo)
    await until(async () => (await waitingMessages()) === 1)
    await web.kill('SIGKILL')
    await lock.rollback()
    await paying
    assert.equal(await statusOf(order.id), 'pending')
    assert.equal(await waitingMessages(), 1)

    const worker = await startProcess('worker')
    cleanup(() => worker.kill('SIGTERM'))
    assert.deepEqual(await stateOf(order.id), {
      status: 'paid',
      payment: 'succeeded',
      anomaly: null,
      histories: 2,
    })
    assert.equal(await applyInbox(), 0)
  })
})
