import { test } from '@japa/runner'
import { row, rows } from '#shared/rows'
import settings from '#start/env'
import {
  productOnSale,
  shopperWithAddress,
  startedOrder,
  withoutLimits,
} from '#tests/helpers/purchase'
import { control, payAtWechat, usesSandbox } from '#tests/helpers/sandbox'
import { reconcilePayments } from '#payments/actions/reconcile_payments'

test.group('Many refunds at once', (group) => {
  withoutLimits(group)
  usesSandbox(group)

  test('more than the connections of the process: all are sent, reported and recorded', async ({
    client,
    assert,
  }) => {
    const count = settings.database.poolMax + 6
    const shopper = await shopperWithAddress()
    const product = await productOnSale({ stock: 100 })
    const orders = []
    for (let index = 0; index < count; index++) {
      const order = await startedOrder(client, shopper, product)
      await payAtWechat(order.outTradeNo)
      orders.push(order)
    }
    const cancelled = await Promise.all(
      orders.map(({ id }) => client.patch(`/api/orders/${id}/cancel/`).headers(shopper.headers))
    )
    for (const response of cancelled) response.assertStatus(200)

    const ids = orders.map(({ id }) => id)
    const waiting = () =>
      rows<{ id: number }>(
        `select id from refunds where order_id = any(?) and status not in ('processing', 'succeeded')`,
        [ids]
      )
    for (let left = await waiting(); left.length > 0; left = await waiting()) {
      await row(
        `update refunds set next_query_at = now() where id = any(?) and status <> 'processing'`,
        [left.map(({ id }) => id)]
      )
      await reconcilePayments()
    }
    const sent = await rows<{ out_refund_no: string }>(
      `select out_refund_no from refunds where order_id = any(?)`,
      [ids]
    )
    assert.lengthOf(sent, count)
    await Promise.all(
      sent.map(({ out_refund_no: number }) =>
        control('POST', `/__sandbox/pay/refunds/${number}/settle`, { status: 'SUCCESS' })
      )
    )
    const refunded = await row(
      `select count(*) as count from orders where id = any(?) and status = 'refunded'`,
      [ids]
    )
    assert.deepEqual(refunded, { count })
  })
})
