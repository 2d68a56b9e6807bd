import { test } from '@japa/runner'
import { applyInbox } from '#payments/actions/apply_inbox'
import { row } from '#shared/rows'
import { startProcess, type ShopProcess } from '#tests/helpers/processes'
import {
  placeOrderByApi,
  productOnSale,
  shopperWithAddress,
  stateOf,
  withoutLimits,
} from '#tests/helpers/purchase'
import { control, payAtWechat, usesSandbox } from '#tests/helpers/sandbox'
import { databaseLine } from './support/database_line.js'
import { until } from './support/waiting.js'

interface Notice {
  id: string
  state: string
  tries: { status: number | null }[]
}

const PAID = { status: 'paid', payment: 'succeeded', anomaly: null, histories: 2 }

async function healthOf({ url }: ShopProcess): Promise<number> {
  const { status } = await fetch(`${url}/healthz`)
  return status
}

async function messagesAbout(noticeId: string): Promise<number> {
  const found = await row<{ count: number }>(
    `select count(*) as count from integration_inbox where message_key = ?`,
    [noticeId]
  )
  return found?.count ?? -1
}

test.group('A database that is away', (group) => {
  withoutLimits(group)
  usesSandbox(group)

  test(
    'a notification that cannot be stored ({state} line) is answered 503, and its repeat is applied'
  )
    .with([{ state: 'refused' as const }, { state: 'silent' as const }])
    .run(async ({ client, assert, cleanup }, { state }) => {
      const line = await databaseLine()
      cleanup(() => line.close())
      const web = await startProcess('web', { RATE_LIMITS: 'off', ...line.environment })
      cleanup(() => web.kill('SIGKILL'))
      const shopper = await shopperWithAddress()
      const order = await placeOrderByApi(client, shopper, await productOnSale())
      const started = await fetch(`${web.url}/api/payments/${order.paymentId}/start/`, {
        method: 'POST',
        headers: shopper.headers,
      })
      assert.equal(started.status, 200)

      line.set(state)
      const answer = await payAtWechat(order.outTradeNo)
      const { id, tries } = answer.notification as Notice
      assert.deepEqual(
        tries.map(({ status }) => status),
        [503]
      )
      assert.equal(await healthOf(web), 503)
      assert.containSubset(await stateOf(order.id), { status: 'pending' })
      assert.equal(await messagesAbout(id), 0)

      line.set('up')
      await until(async () => (await healthOf(web)) === 200)
      const repeated = await control<Notice>('POST', `/__sandbox/notifications/${id}/send`)
      assert.equal(repeated.state, 'delivered')
      assert.equal(repeated.tries.at(-1)?.status, 204)
      assert.deepEqual(await stateOf(order.id), PAID)
      assert.equal(await messagesAbout(id), 1)

      await control('POST', `/__sandbox/notifications/${id}/send`)
      assert.equal(await applyInbox(), 0)
      assert.deepEqual(await stateOf(order.id), PAID)
    })
})
