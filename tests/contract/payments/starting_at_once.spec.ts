import { test } from '@japa/runner'
import { execute, rows } from '#shared/rows'
import {
  placeOrderByApi,
  productOnSale,
  shopperWithAddress,
  startedOrder,
  withoutLimits,
} from '#tests/helpers/purchase'
import { usesSandbox } from '#tests/helpers/sandbox'

const ADDRESSES = ['198.51.100.1', '198.51.100.2', '203.0.113.3', '203.0.113.4', '203.0.113.5']

/** The attempts to pay an order, oldest first. */
function attemptsOf(orderId: number) {
  return rows<{ attempt: number; status: string }>(
    `select attempt, status from payments where order_id = ? order by id`,
    [orderId]
  )
}

test.group('Payments that are started several times at once', (group) => {
  withoutLimits(group)
  usesSandbox(group)

  test('from different addresses lead to the same payment at WeChat', async ({
    client,
    assert,
  }) => {
    const shopper = await shopperWithAddress()
    const order = await placeOrderByApi(client, shopper, await productOnSale())
    const answers = await Promise.all(
      ADDRESSES.map((address) =>
        client
          .post(`/api/payments/${order.paymentId}/start/`)
          .headers({ ...shopper.headers, 'x-forwarded-for': address })
      )
    )
    for (const answer of answers) answer.assertStatus(200)
    const packages = answers.map((answer) => answer.body().pay_params.package)
    assert.lengthOf([...new Set(packages)], 1)
    assert.deepEqual(await attemptsOf(order.id), [{ attempt: 1, status: 'processing' }])
  })

  test('while the number is dead are answered without an error, and one next attempt is open', async ({
    client,
    assert,
  }) => {
    const shopper = await shopperWithAddress()
    const order = await startedOrder(client, shopper, await productOnSale())
    /** WeChat takes the number again only with the address of the first start. */
    await execute(
      `update payments set prepay_at = now() - interval '2 hours', client_ip = '192.0.2.1'
       where id = ?`,
      [order.paymentId]
    )
    const answers = await Promise.all(
      ADDRESSES.map(() =>
        client.post(`/api/payments/${order.paymentId}/start/`).headers(shopper.headers)
      )
    )
    for (const answer of answers) assert.include([200, 409], answer.status())
    assert.deepEqual(await attemptsOf(order.id), [
      { attempt: 1, status: 'cancelled' },
      { attempt: 2, status: 'processing' },
    ])
  })
})
