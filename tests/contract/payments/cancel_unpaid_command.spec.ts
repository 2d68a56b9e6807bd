import { test } from '@japa/runner'
import OrdersCancelUnpaid from '#commands/orders_cancel_unpaid'
import { row } from '#shared/rows'
import { printed, readsCommands, runCommand } from '#tests/helpers/commands'
import {
  passDeadline,
  placeOrderByApi,
  productOnSale,
  shopperWithAddress,
  startedOrder,
  stateOf,
  statusOf,
  stockOf,
  withoutLimits,
} from '#tests/helpers/purchase'
import { fault, payAtWechat, usesSandbox } from '#tests/helpers/sandbox'

const run = (...args: string[]) => runCommand(OrdersCancelUnpaid, args)

test.group('orders:cancel-unpaid', (group) => {
  withoutLimits(group)
  usesSandbox(group)
  readsCommands(group)

  test('a dry run lists what is due and changes nothing', async ({ client, assert }) => {
    const shopper = await shopperWithAddress()
    const product = await productOnSale({ stock: 3 })
    const order = await placeOrderByApi(client, shopper, product)
    await passDeadline(order.id)
    const command = await run('--dry-run')
    command.assertSucceeded()
    assert.include(printed(), order.number)
    assert.include(printed(), '没有做任何改动')
    assert.equal(await statusOf(order.id), 'pending')
    assert.equal(await stockOf(product), 2)
  })

  test('cancels what is due, says how many, and leaves the rest alone', async ({
    client,
    assert,
  }) => {
    const shopper = await shopperWithAddress()
    const product = await productOnSale({ stock: 9 })
    const due = await placeOrderByApi(client, shopper, product)
    const open = await placeOrderByApi(client, shopper, product)
    await passDeadline(due.id)
    const command = await run()
    command.assertSucceeded()
    assert.match(printed(), /已取消 \d+ 个，改为已支付 0 个，等待微信确认 0 个，未完成 0 个/)
    assert.deepEqual(await stateOf(due.id), {
      status: 'cancelled',
      payment: 'expired',
      anomaly: null,
      histories: 2,
    })
    assert.equal(await statusOf(open.id), 'pending')
    const audit = await row<{ reason: string; actor_role: string }>(
      `select reason, actor_role from audit_logs
       where event = 'order_cancelled' and entity_id = ?`,
      [due.id]
    )
    assert.deepEqual(audit, { reason: 'payment_timeout', actor_role: 'system' })
  })

  test('--minutes counts from the order, not from its deadline', async ({ client, assert }) => {
    const shopper = await shopperWithAddress()
    const order = await placeOrderByApi(client, shopper, await productOnSale())
    await row(`update orders set created_at = created_at - interval '6 minutes' where id = ?`, [
      order.id,
    ])
    await run('--minutes=7')
    assert.equal(await statusOf(order.id), 'pending')
    await run('--minutes=5')
    assert.equal(await statusOf(order.id), 'cancelled')
  })

  test('an order that WeChat still lets people pay waits for the next run', async ({
    client,
    assert,
  }) => {
    const shopper = await shopperWithAddress()
    const product = await productOnSale({ stock: 3 })
    const order = await startedOrder(client, shopper, product)
    await row(`update orders set expires_at = now() - interval '1 second' where id = ?`, [order.id])
    await fault({
      system: 'pay',
      match: { method: 'GET', path: '/v3/pay/transactions/*' },
      action: { status: 500, body: {} },
    })
    await run()
    assert.include(printed(), '等待微信确认 1 个')
    assert.equal(await statusOf(order.id), 'pending')
    assert.equal(await stockOf(product), 2)
  })

  test('an attempt that was started again after its deadline does not hide the money', async ({
    client,
    assert,
  }) => {
    const shopper = await shopperWithAddress()
    const order = await startedOrder(client, shopper, await productOnSale())
    await payAtWechat(order.outTradeNo, 'never')
    await passDeadline(order.id)
    const late = await client
      .post(`/api/payments/${order.paymentId}/start/`)
      .headers(shopper.headers)
    late.assertStatus(400)
    await run()
    assert.equal(await statusOf(order.id), 'paid')
  })

  test('what was paid at WeChat meanwhile becomes paid', async ({ client, assert }) => {
    const shopper = await shopperWithAddress()
    const order = await startedOrder(client, shopper, await productOnSale())
    await payAtWechat(order.outTradeNo, 'never')
    await passDeadline(order.id)
    await run('--batch=1')
    assert.include(printed(), '改为已支付 1 个')
    assert.equal(await statusOf(order.id), 'paid')
  })

  for (const option of ['--minutes=x', '--minutes=0', '--batch=0', '--batch=5001'])
    test(`refuses ${option} without touching anything`, async ({ assert }) => {
      const command = await run(option)
      command.assertFailed()
      assert.match(printed(), /应为 1 到 \d+ 之间的整数/)
    })
})
