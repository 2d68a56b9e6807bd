import { test } from '@japa/runner'
import { IDS, statusOf, valueOf } from '#tests/contract/sandbox/support/merchant'
import { startRig } from '#tests/contract/sandbox/support/rig'

const ORDER = '/v3/pay/transactions/out-trade-no/1781490030517204-1'
const QUERY = `${ORDER}?mchid=${IDS.mchid}`
const BODY = { mchid: IDS.mchid }

test.group('Sandbox | query and close', () => {
  test('a paid order is found by both numbers and says who paid what', async ({
    assert,
    cleanup,
  }) => {
    const { control, merchant, paid } = await startRig({ cleanup })
    await control('POST', '/clock', { freeze: true, set: '2026-06-15T10:21:07+08:00' })
    await paid()
    const byNumber = await merchant.call('GET', QUERY)
    const byId = await merchant.call(
      'GET',
      `/v3/pay/transactions/id/${byNumber.json.transaction_id}?mchid=${IDS.mchid}`
    )

    assert.deepEqual(byNumber.json, {
      mchid: IDS.mchid,
      appid: IDS.appid,
      out_trade_no: '1781490030517204-1',
      transaction_id: '4200000000202606150000000001',
      trade_type: 'JSAPI',
      trade_state: 'SUCCESS',
      trade_state_desc: '支付成功',
      bank_type: 'OTHERS',
      attach: '{"v":1,"pid":"42"}',
      success_time: '2026-06-15T10:21:07+08:00',
      payer: { openid: IDS.openid },
      amount: { total: 259900, payer_total: 259900, currency: 'CNY', payer_currency: 'CNY' },
    })
    assert.deepEqual(byId.json, byNumber.json)
  })

  test('an unknown order is 404 ORDER_NOT_EXIST, a foreign mchid a PARAM_ERROR', async ({
    assert,
    cleanup,
  }) => {
    const { merchant, prepay } = await startRig({ cleanup })
    const unknown = await merchant.call('GET', QUERY)
    await prepay()
    const foreign = await merchant.call('GET', `${ORDER}?mchid=1699000043`)

    assert.equal(unknown.status, 404)
    assert.equal(unknown.json.code, 'ORDER_NOT_EXIST')
    assert.equal(foreign.json.code, 'PARAM_ERROR')
  })

  test('a number that is a word of the language finds nothing', async ({ assert, cleanup }) => {
    const { merchant } = await startRig({ cleanup })
    const order = ORDER.replace(/[^/]+$/, 'constructor')
    const query = await merchant.call('GET', `${order}?mchid=${IDS.mchid}`)
    const close = await merchant.call('POST', `${order}/close`, BODY)
    const refund = await merchant.call('GET', '/v3/refund/domestic/refunds/constructor')
    assert.deepEqual([query.status, close.status, refund.status], [404, 204, 404])
  })

  test('closing an open order answers 204 without body and the order is CLOSED', async ({
    assert,
    cleanup,
  }) => {
    const { merchant, prepay } = await startRig({ cleanup })
    await prepay()
    const closed = await merchant.call('POST', `${ORDER}/close`, BODY)
    const again = await merchant.call('POST', `${ORDER}/close`, BODY)

    assert.equal(closed.status, 204)
    assert.equal(closed.text, '')
    assert.equal(again.status, 204)
    assert.equal(await valueOf(merchant.call('GET', QUERY), 'trade_state'), 'CLOSED')
  })

  test('closing an unknown number answers 204 and creates nothing', async ({ assert, cleanup }) => {
    const { merchant } = await startRig({ cleanup })
    assert.equal(await statusOf(merchant.call('POST', `${ORDER}/close`, BODY)), 204)
    assert.equal(await statusOf(merchant.call('GET', QUERY)), 404)
  })

  test('a paid order cannot be closed', async ({ assert, cleanup }) => {
    const { merchant, paid } = await startRig({ cleanup })
    await paid()
    const answer = await merchant.call('POST', `${ORDER}/close`, BODY)
    assert.equal(answer.status, 400)
    assert.equal(answer.json.code, 'ORDERPAID')
    assert.equal(await valueOf(merchant.call('GET', QUERY), 'trade_state'), 'SUCCESS')
  })

  test('while the buyer enters the password closing is answered USERPAYING', async ({
    assert,
    cleanup,
  }) => {
    const { control, merchant, prepay } = await startRig({ cleanup })
    await prepay()
    await control('POST', '/pay/1781490030517204-1/begin')
    const answer = await merchant.call('POST', `${ORDER}/close`, BODY)

    assert.equal(answer.status, 202)
    assert.equal(answer.json.code, 'USERPAYING')
    assert.equal(await valueOf(merchant.call('GET', QUERY), 'trade_state'), 'USERPAYING')
  })

  test('a close with another merchant or a further field changes nothing', async ({
    assert,
    cleanup,
  }) => {
    const { merchant, prepay } = await startRig({ cleanup })
    await prepay()
    const foreign = await merchant.call('POST', `${ORDER}/close`, { mchid: '1699000043' })
    const further = await merchant.call('POST', `${ORDER}/close`, { ...BODY, appid: IDS.appid })

    assert.equal(foreign.json.code, 'MCH_NOT_EXISTS')
    assert.equal(further.json.code, 'PARAM_ERROR')
    assert.equal(await valueOf(merchant.call('GET', QUERY), 'trade_state'), 'NOTPAY')
  })
})
