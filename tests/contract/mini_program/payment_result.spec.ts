import { test } from '@japa/runner'
import { execute } from '#shared/rows'
import { control, fault, payAtWechat } from '#tests/helpers/sandbox'
import { dataOf, fieldOf, refusalOf } from './client.js'
import { order, payment, startedPayment, syncedPayment } from './objects/purchase.js'
import { buy, tradeNumber } from './purchasing.js'
import { onStage, walker } from './stage.js'
import { mustBe, oneOf, page } from './shapes.js'

test.group('Screen: payment result', (group) => {
  onStage(group, 'with WeChat')

  test('twice loaded, paid although the message of WeChat was lost', async ({ assert }) => {
    const { app } = await walker()
    const { order: bought, payment: open } = await buy(app)
    await app.post(`/payments/${open.id}/start/`, { provider: 'wechat' })
    await payAtWechat(await tradeNumber(open.id), 'never')
    const load = async () => {
      mustBe(order('individual'), await dataOf(app.get(`/orders/${bought.id}/`)))
      const { data: payments } = await app.get('/payments/', { order_id: bought.id })
      mustBe(page(payment), payments)
      const answer = await app.post(`/payments/${payments.results[0].id}/sync/`)
      mustBe(syncedPayment, answer.data)
      return answer.data
    }
    for (const result of await Promise.all([load(), load()]))
      assert.deepInclude(result, { trade_state: 'SUCCESS' })
    const again = await load()
    assert.deepInclude(again.payment, { id: open.id, status: 'succeeded' })
    assert.equal(await fieldOf(app.get(`/orders/${bought.id}/`), 'status'), 'paid')
  })

  test('given up on the phone: not paid, and tried again', async ({ assert }) => {
    const { app } = await walker()
    const { order: bought, payment: open } = await buy(app)
    await app.post(`/payments/${open.id}/start/`, { provider: 'wechat' })
    await control('POST', `/__sandbox/pay/${await tradeNumber(open.id)}/cancel`)
    const { data } = await app.post(`/payments/${open.id}/sync/`)
    mustBe(syncedPayment, data)
    assert.deepInclude(data, { trade_state: 'NOTPAY' })
    assert.equal(data.payment.status, 'processing')
    const retry = await app.post('/payments/', { order_id: bought.id, method: 'wechat' })
    assert.equal(retry.data.payment.id, open.id)
    mustBe(
      startedPayment,
      await dataOf(app.post(`/payments/${open.id}/start/`, { provider: 'wechat' }))
    )
    await payAtWechat(await tradeNumber(open.id))
    const paid = await app.post(`/payments/${open.id}/sync/`)
    assert.equal(paid.data.payment.status, 'succeeded')
  })

  test('a payment that was never started has nothing to ask WeChat', async ({ assert }) => {
    const { app } = await walker()
    const { payment: open } = await buy(app)
    const { data } = await app.post(`/payments/${open.id}/sync/`)
    mustBe(syncedPayment, data)
    assert.deepEqual([data.payment.status, data.trade_state], ['init', null])
  })

  test('WeChat away while asking is 502 with a sentence', async ({ assert }) => {
    const { app } = await walker()
    const { payment: open } = await buy(app)
    await app.post(`/payments/${open.id}/start/`, { provider: 'wechat' })
    const match = {
      method: 'GET',
      path: `/v3/pay/transactions/out-trade-no/${await tradeNumber(open.id)}`,
    }
    await fault({ system: 'pay', match, times: 9, action: { status: 500, body: {} } })
    const refused = await refusalOf(app.post(`/payments/${open.id}/sync/`))
    assert.equal(refused.statusCode, 502)
  })

  test('the service layer may give a payment up: {$self}')
    .with(['fail', 'cancel', 'expire'])
    .run(async ({ assert }, action) => {
      const { app } = await walker()
      const { payment: open } = await buy(app)
      if (action === 'expire') {
        const early = await refusalOf(app.post(`/payments/${open.id}/expire/`))
        assert.equal(early.statusCode, 409)
        const past = `update payments set expires_at = now() - interval '1 second' where id = ?`
        await execute(past, [open.id])
      }
      const { data } = await app.post(`/payments/${open.id}/${action}/`)
      mustBe(payment, data)
      mustBe(oneOf('failed', 'cancelled', 'expired'), data.status)
      const again = await refusalOf(app.post(`/payments/${open.id}/${action}/`))
      assert.equal(again.statusCode, 409)
    })
})
