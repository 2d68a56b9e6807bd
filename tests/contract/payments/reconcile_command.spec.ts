import { test } from '@japa/runner'
import PaymentsReconcile from '#commands/payments_reconcile'
import { execute } from '#shared/rows'
import { printed, readsCommands, runCommand } from '#tests/helpers/commands'
import {
  productOnSale,
  shopperWithAddress,
  startedOrder,
  stateOf,
  statusOf,
  withoutLimits,
} from '#tests/helpers/purchase'
import { fault, payAtWechat, usesSandbox } from '#tests/helpers/sandbox'

const run = (...args: string[]) => runCommand(PaymentsReconcile, args)

test.group('payments:reconcile', (group) => {
  withoutLimits(group)
  usesSandbox(group)
  readsCommands(group)
  group.each.setup(async () => {
    /** What other tests left to ask about is not counted here. */
    for (const table of ['payments', 'refunds'])
      await execute(
        `update ${table} set next_query_at = null, created_at = now() - interval '30 days'`
      )
  })

  test('an attempt that is due is asked about, and a lost message is no loss', async ({
    client,
    assert,
  }) => {
    const shopper = await shopperWithAddress()
    const order = await startedOrder(client, shopper, await productOnSale())
    await payAtWechat(order.outTradeNo, 'never')
    await execute(`update payments set next_query_at = now() where id = ?`, [order.paymentId])
    const command = await run()
    command.assertSucceeded()
    assert.include(printed(), '已查询 1 笔支付（其中 1 笔已付款）、0 笔退款，未能查询 0 笔')
    assert.equal(await statusOf(order.id), 'paid')
  })

  test('a dry run lists what would be asked about and changes nothing', async ({
    client,
    assert,
  }) => {
    const shopper = await shopperWithAddress()
    const order = await startedOrder(client, shopper, await productOnSale())
    await payAtWechat(order.outTradeNo, 'never')
    const command = await run('--dry-run', '--since=1')
    command.assertSucceeded()
    assert.include(printed(), order.outTradeNo)
    assert.include(printed(), '没有做任何改动')
    assert.equal(await statusOf(order.id), 'pending')
    assert.containSubset(await stateOf(order.id), { status: 'pending', payment: 'processing' })
  })

  test('--since asks about everything uncertain of the last hours, and no further back', async ({
    client,
    assert,
  }) => {
    const shopper = await shopperWithAddress()
    const product = await productOnSale({ stock: 5 })
    const [recent, old] = [
      await startedOrder(client, shopper, product),
      await startedOrder(client, shopper, product),
    ]
    for (const { outTradeNo } of [recent, old]) await payAtWechat(outTradeNo, 'never')
    await execute(`update payments set next_query_at = now() + interval '1 hour'`)
    await execute(`update payments set created_at = now() - interval '50 hours' where id = ?`, [
      old.paymentId,
    ])
    await run()
    assert.include(printed(), '已查询 0 笔支付')
    await run('--since=48')
    assert.deepEqual([await statusOf(recent.id), await statusOf(old.id)], ['paid', 'pending'])
    await run('--since=72')
    assert.equal(await statusOf(old.id), 'paid')
  })

  test('what WeChat does not answer is counted, and the command fails', async ({
    client,
    assert,
  }) => {
    const shopper = await shopperWithAddress()
    const order = await startedOrder(client, shopper, await productOnSale())
    await execute(`update payments set next_query_at = now() where id = ?`, [order.paymentId])
    await fault({
      system: 'pay',
      match: { method: 'GET', path: '/v3/pay/transactions/*' },
      action: { status: 500, body: {} },
    })
    const command = await run()
    command.assertFailed()
    assert.include(printed(), '未能查询 1 笔')
    assert.equal(await statusOf(order.id), 'pending')
  })

  for (const wrong of ['0', '-1', 'abc', '1.5', '99999999'])
    test(`--since=${wrong} is refused`, async ({ assert }) => {
      const command = await run(`--since=${wrong}`)
      command.assertFailed()
      assert.include(printed(), '--since 应为 1 到 87600 之间的整数')
    })
})
