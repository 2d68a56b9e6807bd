import { test } from '@japa/runner'
import { cancelUnpaidOrders } from '#payments/actions/cancel_unpaid_orders'
import { row } from '#shared/rows'
import {
  passDeadline,
  placeOrderByApi,
  productOnSale,
  shopperWithAddress,
  startedOrder,
  stateOf,
  stockOf,
  withoutLimits,
} from '#tests/helpers/purchase'
import { payAtWechat, usesSandbox } from '#tests/helpers/sandbox'

test.group('Stock of orders that end unpaid', (group) => {
  withoutLimits(group)
  usesSandbox(group)

  test('customer and three clean-ups at once release it once', async ({ client, assert }) => {
    const product = await productOnSale({ stock: 10 })
    const shopper = await shopperWithAddress()
    const order = await placeOrderByApi(client, shopper, product, 4)
    await passDeadline(order.id)
    const cancelling = client.patch(`/api/orders/${order.id}/cancel/`).headers(shopper.headers)
    await Promise.all([
      cancelling,
      cancelUnpaidOrders(),
      cancelUnpaidOrders(),
      cancelUnpaidOrders({ batch: 1 }),
    ])
    assert.equal(await stockOf(product), 10)
    assert.deepEqual(
      await stateOf(order.id).then(({ status, histories }) => ({ status, histories })),
      {
        status: 'cancelled',
        histories: 2,
      }
    )
    const released = await row(
      `select count(*) as count, sum(quantity)::int as pieces from inventory_logs
       where order_id = ? and change_type = 'release'`,
      [order.id]
    )
    assert.deepEqual(released, { count: 1, pieces: 4 })
  })

  test('a product that became supplier goods meanwhile still gets its pieces back', async ({
    client,
    assert,
  }) => {
    const product = await productOnSale({ stock: 10, sku: false })
    const shopper = await shopperWithAddress()
    const order = await placeOrderByApi(client, shopper, product, 3)
    await row(`update products set source = 'haier', product_code = 'H' || id where id = ?`, [
      product.id,
    ])
    await client.patch(`/api/orders/${order.id}/cancel/`).headers(shopper.headers)
    assert.equal(await stockOf(product), 10)
  })

  test('many due orders, some started, some paid at WeChat: two runs at once end right', async ({
    client,
    assert,
  }) => {
    const product = await productOnSale({ stock: 100 })
    const shopper = await shopperWithAddress()
    const orders = []
    for (let index = 0; index < 30; index++) {
      const make = index % 3 === 0 ? startedOrder : placeOrderByApi
      orders.push({ ...(await make(client, shopper, product)), index })
    }
    const paid = orders.filter(({ index }) => index % 9 === 0)
    for (const { outTradeNo } of paid) await payAtWechat(outTradeNo, 'never')
    for (const { id } of orders) await passDeadline(id)
    await Promise.all([cancelUnpaidOrders({ batch: 7 }), cancelUnpaidOrders({ batch: 7 })])
    await cancelUnpaidOrders()
    for (const { id, index } of orders) {
      const { status } = await stateOf(id)
      assert.equal(status, index % 9 === 0 ? 'paid' : 'cancelled')
    }
    assert.equal(await stockOf(product), 100 - paid.length)
  })

  test('paying and cancelling at once never ends cancelled with the money kept', async ({
    client,
    assert,
  }) => {
    const shopper = await shopperWithAddress()
    const product = await productOnSale({ stock: 50 })
    for (let round = 0; round < 8; round++) {
      const order = await startedOrder(client, shopper, product)
      await Promise.all([
        payAtWechat(order.outTradeNo).catch(() => null),
        client.patch(`/api/orders/${order.id}/cancel/`).headers(shopper.headers),
      ])
      const after = await row<{ status: string; paid: boolean; refunds: number }>(
        `select o.status, exists (select 1 from payments p where p.order_id = o.id
           and p.status = 'succeeded') as paid,
           (select count(*) from refunds r where r.order_id = o.id) as refunds
         from orders o where o.id = ?`,
        [order.id]
      )
      if (after?.status === 'cancelled') assert.equal(after.refunds, after.paid ? 1 : 0)
      else assert.oneOf(after?.status, ['paid', 'refunding'])
    }
  })
})
