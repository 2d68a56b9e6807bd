import { createVerify } from 'node:crypto'
import { test } from '@japa/runner'
import { execute } from '#shared/rows'
import { passDeadline } from '#tests/helpers/purchase'
import { control, fault } from '#tests/helpers/sandbox'
import { dataOf, fieldOf, refusalOf, refusalsOf, refusedWith, type MiniProgram } from './client.js'
import { payment, reusedPayment, startedPayment } from './objects/purchase.js'
import { buy, buyAndPay } from './purchasing.js'
import { onStage, walker } from './stage.js'
import { mustBe, page } from './shapes.js'

/** Words in a message that make the client open a new payment at once. */
const OPENS_NEW = /不可继续|cancelled|过期/
/** Words that make the client show another sentence than ours. */
const REPLACED = /取消|超时|失败|fail|err|error|requestPayment|cancel|timeout/i

/** The unpaid order again, with its newest payment, as the screen picks it. */
async function openPaymentOf(app: MiniProgram, orderId: number) {
  const { data } = await app.get('/payments/', { order_id: orderId })
  mustBe(page(payment), data)
  return data.results.find(
    ({ status }: { status: string }) => !['cancelled', 'expired', 'failed'].includes(status)
  )
}

test.group('Screen: order detail, paying', (group) => {
  onStage(group, 'with WeChat')

  test('the open payment is looked up and started; the phone gets what it must sign', async ({
    assert,
  }) => {
    const { app } = await walker()
    const { order: bought } = await buy(app)
    const open = await openPaymentOf(app, bought.id)
    const shown = await app.get(`/payments/${open.id}/`)
    mustBe(payment, shown.data)
    const body = { order_id: bought.id, method: 'wechat', amount: Number(bought.actual_amount) }
    const again = await app.post('/payments/', body)
    assert.equal(again.status, 200)
    mustBe(reusedPayment, again.data)
    assert.equal(again.data.payment.id, open.id)

    const { data } = await app.post(`/payments/${open.id}/start/`, { provider: 'wechat' })
    mustBe(startedPayment, data)
    assert.deepInclude(data.payment, { id: open.id, status: 'processing' })
    const parameters = data.pay_params
    assert.deepInclude(parameters, {
      ...{ total: 359_910, total_fee: 359_910, amount: '3599.10', signType: 'RSA' },
      ...{ payment_id: open.id, order_number: bought.order_number },
      ...{ package: `prepay_id=${parameters.prepay_id}`, mch_id: parameters.mchId },
    })
    assert.match(parameters.timeStamp, /^\d{10}$/)
    const { merchant_public_key: key, appid } = await control('GET', '/__sandbox/keys')
    assert.equal(parameters.appId, appid)
    const signed = [appid, parameters.timeStamp, parameters.nonceStr, parameters.package]
    const verify = createVerify('RSA-SHA256').update(`${signed.join('\n')}\n`)
    assert.isTrue(verify.verify(String(key), parameters.paySign, 'base64'))

    const repeated = await app.post(`/payments/${open.id}/start/`, { provider: null })
    mustBe(startedPayment, repeated.data)
    assert.equal(repeated.data.payment.status, 'processing')
  })

  test('{$self} has a sentence that makes the client open a new payment, which then starts')
    .with(['cancelled', 'expired', 'failed', 'past its time'])
    .run(async ({ assert }, state) => {
      const { app } = await walker()
      const { order: bought, payment: old } = await buy(app)
      const change =
        state === 'past its time'
          ? `expires_at = now() - interval '1 second'`
          : `status = '${state}'`
      await execute(`update payments set ${change} where id = ?`, [old.id])
      const refused = await refusalOf(
        app.post(`/payments/${old.id}/start/`, { provider: 'wechat' })
      )
      assert.equal(refused.statusCode, 400)
      assert.match(refused.message, OPENS_NEW)
      const after = await app.get(`/payments/${old.id}/`)
      assert.equal(after.data.status, state === 'past its time' ? 'expired' : state)

      const opened = await app.post('/payments/', { order_id: bought.id, method: 'wechat' })
      assert.equal(opened.status, 201)
      mustBe(payment, opened.data)
      assert.deepInclude(opened.data, { status: 'init', expires_at: bought.expires_at })
      const path = `/payments/${opened.data.id}/start/`
      mustBe(startedPayment, await dataOf(app.post(path, { provider: 'wechat' })))
    })

  test('a paid payment is 409 and stays paid, and opens no other', async ({ assert }) => {
    const { app } = await walker()
    const { order: bought, payment: paid } = await buyAndPay(app)
    const all = await refusalsOf([
      app.post(`/payments/${paid.id}/start/`, { provider: 'wechat' }),
      app.post('/payments/', { order_id: bought.id }),
    ])
    for (const refused of all) {
      assert.equal(refused.statusCode, 409)
      assert.notMatch(refused.message, OPENS_NEW)
      assert.notMatch(refused.message, REPLACED)
    }
    assert.equal(await fieldOf(app.get(`/payments/${paid.id}/`), 'status'), 'succeeded')
  })

  test('an order whose time is over takes no payment, and the client does not go round in circles', async ({
    assert,
  }) => {
    const { app } = await walker()
    const { order: bought, payment: old } = await buy(app)
    await passDeadline(bought.id)
    const refused = await refusalOf(app.post(`/payments/${old.id}/start/`, { provider: 'wechat' }))
    assert.match(refused.message, /过期/)
    const closed = await refusalOf(app.post('/payments/', { order_id: bought.id }))
    assert.equal(closed.statusCode, 409)
    assert.notMatch(closed.message, OPENS_NEW)
    assert.notMatch(closed.message, REPLACED)
  })

  test('WeChat away: 502 or 503 in words that reach the shopper, and it can be tried again', async ({
    assert,
  }) => {
    const { app } = await walker()
    const { payment: open } = await buy(app)
    const match = { method: 'POST', path: '/v3/pay/transactions/jsapi' }
    const action = { status: 500, body: { code: 'SYSTEM_ERROR', message: 'x' } }
    await fault({ system: 'pay', match, times: 2, action })
    const refused = await refusalOf(app.post(`/payments/${open.id}/start/`, { provider: 'wechat' }))
    assert.include([502, 503], refused.statusCode)
    assert.notMatch(refused.message, OPENS_NEW)
    assert.notMatch(refused.message, REPLACED)
    assert.equal(await fieldOf(app.get(`/payments/${open.id}/`), 'status'), 'init')
    mustBe(startedPayment, await dataOf(app.post(`/payments/${open.id}/start/`, {})))
  })

  test('somebody without WeChat is told so, and the payment stays startable', async ({
    assert,
  }) => {
    const { app, userId } = await walker()
    const { payment: open } = await buy(app)
    await execute(`update users set openid = null where id = ?`, [userId])
    const refused = await refusalOf(app.post(`/payments/${open.id}/start/`, { provider: 'wechat' }))
    assert.equal(refused.statusCode, 400)
    assert.notMatch(refused.message, OPENS_NEW)
    assert.notMatch(refused.message, REPLACED)
    assert.equal(await fieldOf(app.get(`/payments/${open.id}/`), 'status'), 'init')
  })

  test('opening is refused: {title}')
    .with([
      { title: 'no order', change: { order_id: undefined }, status: 400 },
      { title: 'an order in words', change: { order_id: 'meine' }, status: 400 },
      { title: 'an unknown order', change: { order_id: 999_999_999 }, status: 404 },
      { title: 'an unknown method', change: { method: 'paypal' }, status: 400 },
      { title: 'an amount in words', change: { amount: 'viel' }, status: 400 },
      { title: 'an amount of a fen less', change: { amount: '3599.09' }, status: 400 },
    ])
    .run(async ({ assert }, { change, status }) => {
      const { app } = await walker()
      const { order: bought } = await buy(app)
      const body = { order_id: bought.id, method: 'wechat', amount: 3599.1, ...change }
      assert.equal(await refusedWith(app.post('/payments/', body)), status)
    })

  test('payments of others are unknown', async ({ assert }) => {
    const owner = await walker()
    const { order: bought, payment: open } = await buy(owner.app)
    const { app } = await walker()
    const refused = await refusalsOf([
      app.get(`/payments/${open.id}/`),
      app.post(`/payments/${open.id}/start/`, { provider: 'wechat' }),
      app.post(`/payments/${open.id}/sync/`),
      app.post(`/payments/${open.id}/cancel/`),
      app.post('/payments/', { order_id: bought.id }),
    ])
    for (const { statusCode } of refused) assert.equal(statusCode, 404)
  })

  test('{$self} on a payment is not offered')
    .with(['PUT', 'PATCH', 'DELETE'])
    .run(async ({ assert }, method) => {
      const { app } = await walker()
      const { payment: open } = await buy(app)
      const body = method === 'DELETE' ? undefined : { status: 'succeeded', amount: '0.01' }
      const refused = await refusalOf(app.call(method, `/payments/${open.id}/`, 'user', body))
      assert.include([404, 405], refused.statusCode)
      assert.deepEqual(await dataOf(app.get(`/payments/${open.id}/`)), open)
    })
})
