import { test } from '@japa/runner'
import { isVerifiedNo } from '#integrations/outcome'
import { aRefund, aTrade, payClient, payHost, type Answer } from './pay_host.js'

const NUMBER = aTrade.out_trade_no
const prepay = {
  outTradeNo: NUMBER,
  description: '演示商城-订单1781490030517204',
  expiresAt: new Date('2026-06-15T02:30:30.999Z'),
  attach: '{"v":1,"pid":"42"}',
  totalFen: 259900,
  openid: 'oSBX5x7Qn3Zt0uR4yBv8cKf2hLwM',
  clientIp: '203.0.113.9',
}
const refund = {
  transactionId: aRefund.transaction_id,
  outRefundNo: aRefund.out_refund_no,
  refundFen: 89900,
  totalFen: 259900,
  reason: '部分拒收',
}
const prepaid: Answer = { body: { prepay_id: 'wx1510' } }
const busy: Answer = { status: 500, body: { code: 'SYSTEM_ERROR' } }
const tooFast: Answer = { status: 429, body: { code: 'FREQUENCY_LIMITED' } }

test.group('Query and close', () => {
  test('a query is repeated once after an unclear answer, within the same deadline', async ({
    assert,
    cleanup,
  }) => {
    const host = await payHost(cleanup, busy, { body: aTrade })
    const { client, pauses } = payClient({ baseUrl: host.url })
    assert.propertyVal(await client.queryByOutTradeNo(NUMBER), 'outcome', 'ok')
    assert.lengthOf(pauses, 1)
    assert.isTrue(pauses[0] >= 160 && pauses[0] <= 240)
    assert.equal(
      host.requests[1].url,
      `/v3/pay/transactions/out-trade-no/${NUMBER}?mchid=1699000042`
    )
  })

  test('a query that is told to slow down is not repeated', async ({ assert, cleanup }) => {
    const host = await payHost(cleanup, tooFast, { body: aTrade })
    const { client } = payClient({ baseUrl: host.url })
    assert.propertyVal(await client.queryByOutTradeNo(NUMBER), 'reason', 'rate_limited')
    assert.lengthOf(host.requests, 1)
  })

  test('a signed 204 means that the close was taken', async ({ assert, cleanup }) => {
    const host = await payHost(cleanup, { status: 204 })
    const { client } = payClient({ baseUrl: host.url })
    assert.propertyVal(await client.close(NUMBER), 'outcome', 'ok')
    assert.containSubset(host.requests, [
      {
        method: 'POST',
        url: `/v3/pay/transactions/out-trade-no/${NUMBER}/close`,
        body: '{"mchid":"1699000042"}',
      },
    ])
  })

  test('a 202 USERPAYING is a verified no for now', async ({ assert, cleanup }) => {
    const host = await payHost(cleanup, { status: 202, body: { code: 'USERPAYING' } })
    const { client } = payClient({ baseUrl: host.url })
    assert.isTrue(isVerifiedNo(await client.close(NUMBER), 'USER_PAYING'))
  })

  test('a close is never repeated by itself', async ({ assert, cleanup }) => {
    const host = await payHost(cleanup, busy, { status: 204 })
    const { client } = payClient({ baseUrl: host.url })
    assert.propertyVal(await client.close(NUMBER), 'outcome', 'unknown')
    assert.lengthOf(host.requests, 1)
  })
})

test.group('Refund', () => {
  test('the request names one payment and the same number in every retry', async ({
    assert,
    cleanup,
  }) => {
    const host = await payHost(cleanup, { body: aRefund })
    const { client } = payClient({ baseUrl: host.url })
    assert.containSubset(await client.refund(refund), {
      outcome: 'ok',
      value: { status: 'PROCESSING', refund_id: aRefund.refund_id, amount: { refund: 89900 } },
    })
    assert.equal(
      host.requests[0].body,
      '{"transaction_id":"4200000000202606150000000042","out_refund_no":"1781490030517204-R7","reason":"部分拒收","notify_url":"https://shop.example.test/api/payments/refund-callback/wechat/","amount":{"refund":89900,"total":259900,"currency":"CNY"}}'
    )
  })

  test('a long reason is cut at 80 bytes between two characters', async ({ assert, cleanup }) => {
    const host = await payHost(cleanup, { body: aRefund })
    const { client } = payClient({ baseUrl: host.url })
    await client.refund({ ...refund, reason: 'a' + '拒'.repeat(40) })
    assert.equal(JSON.parse(host.requests[0].body).reason, 'a' + '拒'.repeat(26))
  })

  test('a lost answer is unknown and is not repeated by itself', async ({ assert, cleanup }) => {
    const host = await payHost(cleanup, { lost: true }, { body: aRefund })
    const { client } = payClient({ baseUrl: host.url })
    assert.propertyVal(await client.refund(refund), 'outcome', 'unknown')
    assert.lengthOf(host.requests, 1)
  })

  test('a missing permission for refunds does not stop payments', async ({ assert, cleanup }) => {
    const host = await payHost(cleanup, { status: 403, body: { code: 'NO_AUTH' } }, prepaid)
    const { client } = payClient({ baseUrl: host.url })
    assert.isTrue(isVerifiedNo(await client.refund(refund), 'NO_AUTH'))
    assert.propertyVal(await client.prepay(prepay), 'outcome', 'ok')
  })

  test('after an error only one refund a second leaves us', async ({ assert, cleanup }) => {
    const poor: Answer = { status: 403, body: { code: 'NOTENOUGH' } }
    const host = await payHost(cleanup, poor, { body: aRefund })
    const now = Date.now()
    const { client } = payClient({ baseUrl: host.url }, () => now)
    assert.propertyVal(await client.refund(refund), 'code', 'NOT_ENOUGH')
    assert.containSubset(await client.refund(refund), {
      outcome: 'unavailable',
      code: 'LOCAL_RATE_LIMIT',
      retryAfterSeconds: 1,
    })
    assert.lengthOf(host.requests, 1)
  })

  test('a refund is queried under our number', async ({ assert, cleanup }) => {
    const host = await payHost(cleanup, { body: { ...aRefund, status: 'SUCCESS' } })
    const { client } = payClient({ baseUrl: host.url })
    const outcome = await client.queryRefund(aRefund.out_refund_no)
    assert.containSubset(outcome, { outcome: 'ok', value: { status: 'SUCCESS' } })
    assert.equal(host.requests[0].url, '/v3/refund/domestic/refunds/1781490030517204-R7')
  })

  test('a refund above the payment throws before anything is sent', async ({ assert }) => {
    const { client } = payClient({})
    await assert.rejects(
      () => client.refund({ ...refund, refundFen: 259901 }),
      /not above totalFen/
    )
  })
})

test.group('Clock and log', () => {
  test('the distance between the clocks is learnt from any answer', async ({ assert, cleanup }) => {
    const ahead = new Date(Date.now() + 400_000).toUTCString()
    const host = await payHost(cleanup, { body: aTrade, headers: { Date: ahead } })
    const { client, clockOffsetSeconds } = payClient({ baseUrl: host.url })
    assert.isUndefined(clockOffsetSeconds())
    await client.queryByOutTradeNo(NUMBER)
    assert.approximately(clockOffsetSeconds()!, 400, 5)
  })

  test('a call leaves one line without bodies, signatures or openids', async ({
    assert,
    cleanup,
  }) => {
    const host = await payHost(cleanup, { ...prepaid, headers: { 'Request-ID': '08F7' } })
    const { client, lines } = payClient({ baseUrl: host.url })
    await client.prepay(prepay)
    assert.lengthOf(lines, 1)
    assert.deepInclude(lines[0], {
      event: 'integration_call',
      system: 'wechat_pay',
      operation: 'prepay',
      aggregate: NUMBER,
      attempt: 1,
      outcome: 'ok',
      http_status: 200,
      vendor_request_id: '08F7',
      breaker: 'closed',
    })
    assert.notMatch(JSON.stringify(lines), /wx1510|signature|openid|oSBX/)
  })
})
