import { test } from '@japa/runner'
import { closedPort } from '../local_host.js'
import { aTrade, payClient, payHost, type Answer } from './pay_host.js'

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
const prepaid: Answer = { body: { prepay_id: 'wx1510' } }
const busy: Answer = { status: 500, body: { code: 'SYSTEM_ERROR' } }
const tooFast: Answer = { status: 429, body: { code: 'FREQUENCY_LIMITED' } }
const nonceOf = (auth: string) => /nonce_str="([^"]+)"/.exec(auth)?.[1]

test.group('Prepay', () => {
  test('the request is the documented one, without the prefix in what is signed', async ({
    assert,
    cleanup,
  }) => {
    const host = await payHost(cleanup, prepaid)
    const { client } = payClient({ baseUrl: `${host.url}/pay` })
    assert.containSubset(await client.prepay(prepay), {
      outcome: 'ok',
      value: { prepayId: 'wx1510' },
    })
    assert.containSubset(host.requests, [
      {
        method: 'POST',
        url: '/pay/v3/pay/transactions/jsapi',
        serial: 'PUB_KEY_ID_0116990000422026010100000000000001',
        body: '{"appid":"wx0a1b2c3d4e5f6071","mchid":"1699000042","description":"演示商城-订单1781490030517204","out_trade_no":"1781490030517204-1","time_expire":"2026-06-15T10:30:30+08:00","attach":"{\\"v\\":1,\\"pid\\":\\"42\\"}","notify_url":"https://shop.example.test/api/payments/callback/wechat/","amount":{"total":259900,"currency":"CNY"},"payer":{"openid":"oSBX5x7Qn3Zt0uR4yBv8cKf2hLwM"},"scene_info":{"payer_client_ip":"203.0.113.9"}}',
      },
    ])
  })

  test('after {name} it is repeated once, byte for byte, with a new nonce')
    .with([
      { name: 'a 500', first: busy, pause: 500 },
      { name: 'a lost answer', first: { lost: true }, pause: 500 },
      {
        name: 'a badly signed answer',
        first: { ...prepaid, signature: 'wrong' as const },
        pause: 500,
      },
      { name: 'a 429', first: tooFast, pause: 1000 },
    ])
    .run(async ({ assert, cleanup }, { first, pause }) => {
      const host = await payHost(cleanup, first, prepaid)
      const { client, pauses, lines } = payClient({ baseUrl: host.url })
      assert.propertyVal(await client.prepay(prepay), 'outcome', 'ok')
      assert.deepEqual(pauses, [pause])
      const [one, two] = host.requests
      assert.equal(host.requests.length, 2)
      assert.equal(one.body, two.body)
      assert.notEqual(nonceOf(one.auth), nonceOf(two.auth))
      assert.deepEqual(
        lines.map(({ attempt }) => attempt),
        [1, 2]
      )
    })

  test('it is not repeated a second time', async ({ assert, cleanup }) => {
    const host = await payHost(cleanup, busy, busy, prepaid)
    const { client } = payClient({ baseUrl: host.url })
    assert.containSubset(await client.prepay(prepay), { outcome: 'unknown', code: 'SYSTEM_ERROR' })
    assert.equal(host.requests.length, 2)
  })

  test('it is not repeated after {name}')
    .with([
      {
        name: 'a no',
        answer: { status: 400, body: { code: 'ORDERPAID' } },
        expected: { outcome: 'rejected', code: 'ORDER_PAID' },
      },
      {
        name: 'a refused credential',
        answer: { status: 403, body: { code: 'NO_AUTH' } },
        expected: { outcome: 'auth', code: 'NO_AUTH' },
      },
    ])
    .run(async ({ assert, cleanup }, { answer, expected }) => {
      const host = await payHost(cleanup, answer, prepaid)
      const { client } = payClient({ baseUrl: host.url })
      assert.containSubset(await client.prepay(prepay), expected)
      assert.equal(host.requests.length, 1)
    })

  test('an unclear first answer stays unclear when the second try did not get through', async ({
    assert,
    cleanup,
  }) => {
    const host = await payHost(cleanup, { lost: true }, tooFast)
    const { client } = payClient({ baseUrl: host.url })
    assert.propertyVal(await client.prepay(prepay), 'outcome', 'unknown')
  })

  test('a refused credential pauses all writes at once, reads go on', async ({
    assert,
    cleanup,
  }) => {
    const refusal: Answer = { status: 401, body: { code: 'SIGN_ERROR' }, signature: 'none' }
    const host = await payHost(cleanup, refusal, { body: aTrade })
    const { client } = payClient({ baseUrl: host.url })
    assert.propertyVal(await client.prepay(prepay), 'outcome', 'auth')
    assert.propertyVal(await client.close(NUMBER), 'reason', 'breaker_open')
    assert.propertyVal(await client.queryByOutTradeNo(NUMBER), 'outcome', 'ok')
  })

  test('input beyond the limits of WeChat throws before anything is sent: {name}')
    .with([
      { name: 'no amount', change: { totalFen: 0 } },
      { name: 'fractions of a fen', change: { totalFen: 0.5 } },
      { name: 'a short number', change: { outTradeNo: '12345' } },
      { name: 'a number with a space', change: { outTradeNo: '123 456' } },
      { name: 'a long attach', change: { attach: '字'.repeat(43) } },
    ])
    .run(async ({ assert, cleanup }, { change }) => {
      const host = await payHost(cleanup)
      const { client } = payClient({ baseUrl: host.url })
      await assert.rejects(() => client.prepay({ ...prepay, ...change }), /^WeChat Pay: /)
      assert.lengthOf(host.requests, 0)
    })
})

test.group('Stand-by host', () => {
  test('it is used when the main host certainly got nothing', async ({ assert, cleanup }) => {
    const standBy = await payHost(cleanup, prepaid)
    const { client, lines } = payClient({
      baseUrl: await closedPort(),
      backupBaseUrl: standBy.url,
    })
    assert.propertyVal(await client.prepay(prepay), 'outcome', 'ok')
    assert.lengthOf(standBy.requests, 1)
    assert.containSubset(lines, [{ operation: 'prepay', outcome: 'ok', breaker: 'closed' }])
  })

  test('it is not used after {name}')
    .with([
      { name: 'a no', answer: { status: 400, body: { code: 'PARAM_ERROR' } } },
      { name: 'a 429', answer: tooFast },
      { name: 'a 500', answer: busy },
      { name: 'a lost answer', answer: { lost: true } },
    ])
    .run(async ({ assert, cleanup }, { answer }) => {
      const main = await payHost(cleanup, answer, answer)
      const standBy = await payHost(cleanup, prepaid)
      const { client } = payClient({ baseUrl: main.url, backupBaseUrl: standBy.url })
      assert.notPropertyVal(await client.prepay(prepay), 'outcome', 'ok')
      assert.lengthOf(standBy.requests, 0)
    })

  test('both hosts away is unavailable, and is not repeated', async ({ assert }) => {
    const away = await closedPort()
    const { client, pauses } = payClient({ baseUrl: away, backupBaseUrl: away })
    assert.containSubset(await client.prepay(prepay), {
      outcome: 'unavailable',
      reason: 'connect',
      code: 'ECONNREFUSED',
    })
    assert.lengthOf(pauses, 0)
  })
})
