import { test } from '@japa/runner'
import { IDS, statusOf, valueOf } from '#tests/contract/sandbox/support/merchant'
import { startRig } from '#tests/contract/sandbox/support/rig'

const QUERY = `/v3/pay/transactions/out-trade-no/1781490030517204-1?mchid=${IDS.mchid}`
const CLOSE = '/v3/pay/transactions/out-trade-no/1781490030517204-1/close'
const long = (length: number) => '字'.repeat(length)

interface Row {
  fault: string
  changes: Record<string, unknown>
  code?: string
  field?: string
}

const badFields: Row[] = [
  { fault: 'no description', changes: { description: undefined }, field: '/description' },
  { fault: 'an empty description', changes: { description: '' }, field: '/description' },
  {
    fault: '128 characters of description',
    changes: { description: long(128) },
    field: '/description',
  },
  {
    fault: 'a line break in the description',
    changes: { description: 'a\nb' },
    field: '/description',
  },
  { fault: 'half a character', changes: { description: '\ud83d' }, field: '/description' },
  { fault: 'a number of 5 characters', changes: { out_trade_no: '12345' }, field: '/out_trade_no' },
  {
    fault: 'a number of 33 characters',
    changes: { out_trade_no: '1'.repeat(33) },
    field: '/out_trade_no',
  },
  { fault: 'a space in the number', changes: { out_trade_no: '123 456' }, field: '/out_trade_no' },
  {
    fault: 'a time without zone',
    changes: { time_expire: '2026-06-15T10:30:30' },
    field: '/time_expire',
  },
  {
    fault: 'a day that is none',
    changes: { time_expire: '2027-02-30T10:30:30+08:00' },
    field: '/time_expire',
  },
  { fault: '129 bytes of attach', changes: { attach: `${long(42)}abc` }, field: '/attach' },
  {
    fault: 'plain http elsewhere',
    changes: { notify_url: 'http://shop.example.test/x' },
    field: '/notify_url',
  },
  {
    fault: 'a query in the notify_url',
    changes: { notify_url: 'https://shop.example.test/x?a=1' },
    field: '/notify_url',
  },
  {
    fault: 'a notify_url of 256 characters',
    changes: { notify_url: `https://shop.example.test/${'x'.repeat(230)}` },
    field: '/notify_url',
  },
  { fault: 'an amount of 0', changes: { amount: { total: 0 } }, field: '/amount/total' },
  { fault: 'half a fen', changes: { amount: { total: 1.5 } }, field: '/amount/total' },
  { fault: 'an amount as text', changes: { amount: { total: '100' } }, field: '/amount/total' },
  {
    fault: 'another currency',
    changes: { amount: { total: 100, currency: 'USD' } },
    field: '/amount/currency',
  },
  { fault: 'no payer', changes: { payer: undefined }, field: '/payer' },
  {
    fault: 'an address that is none',
    changes: { scene_info: { payer_client_ip: 'x' } },
    field: '/scene_info/payer_client_ip',
  },
  { fault: 'a field nobody knows', changes: { notifyUrl: 'x' }, field: '/notifyUrl' },
  { fault: 'another merchant', changes: { mchid: '1699000043' }, code: 'MCH_NOT_EXISTS' },
  {
    fault: 'an appid that is not bound',
    changes: { appid: 'wx0000000000000000' },
    code: 'APPID_MCHID_NOT_MATCH',
  },
  {
    fault: 'an openid of another appid',
    changes: { payer: { openid: 'oABC5x7Qn3Zt0uR4yBv8cKf2hLwM' } },
    code: 'OPENID_MISMATCH',
  },
]

test.group('Sandbox | prepay', () => {
  test('a right order gives a prepay_id and stands open', async ({ assert, cleanup }) => {
    const { merchant, prepay } = await startRig({ cleanup })
    const created = await prepay({ scene_info: { payer_client_ip: '203.0.113.9' } })
    const { json } = await merchant.call('GET', QUERY)

    assert.equal(created.status, 200)
    assert.match(created.json.prepay_id, /^wx\d{14}sandbox0000000001$/)
    assert.deepEqual(json, {
      mchid: IDS.mchid,
      appid: IDS.appid,
      out_trade_no: '1781490030517204-1',
      trade_state: 'NOTPAY',
      trade_state_desc: '订单未支付',
      attach: '{"v":1,"pid":"42"}',
      amount: { total: 259900, currency: 'CNY' },
    })
  })

  test('{fault} is refused and creates nothing')
    .with(badFields)
    .run(async ({ assert, cleanup }, { changes, code = 'PARAM_ERROR', field }) => {
      const { prepay, control } = await startRig({ cleanup })
      const answer = await prepay(changes)

      assert.equal(answer.status, 400)
      assert.equal(answer.json.code, code)
      assert.equal(answer.json.detail?.field, field)
      assert.deepEqual(await valueOf(control('GET', '/trades'), 'data'), [])
    })

  test('{what} at its limit is accepted')
    .with([
      { what: 'a description', changes: { description: long(127) } },
      { what: 'the attach', changes: { attach: `${long(42)}ab` } },
      { what: 'a short number', changes: { out_trade_no: 'a_-|*1' } },
      { what: 'a long number', changes: { out_trade_no: '1'.repeat(32) } },
      { what: 'an amount', changes: { amount: { total: 1 } } },
      { what: 'an https notify_url', changes: { notify_url: 'https://shop.example.test/x/' } },
    ] as { what: string; changes: Record<string, unknown> }[])
    .run(async ({ assert, cleanup }, { changes }) => {
      const { prepay } = await startRig({ cleanup })
      assert.equal(await statusOf(prepay(changes)), 200)
    })

  test('a body that is no JSON is a PARAM_ERROR', async ({ assert, cleanup }) => {
    const { merchant } = await startRig({ cleanup })
    const answer = await merchant.call('POST', '/v3/pay/transactions/jsapi', '{"appid":')
    assert.equal(answer.json.code, 'PARAM_ERROR')
  })

  test('the same parameters again give the same prepay_id, in whatever order', async ({
    assert,
    cleanup,
  }) => {
    const { merchant, order, prepay } = await startRig({ cleanup })
    const first = await prepay()
    const turned = Object.fromEntries(Object.entries(order()).toReversed())
    const second = await merchant.call('POST', '/v3/pay/transactions/jsapi', turned)
    assert.equal(second.status, 200)
    assert.equal(second.json.prepay_id, first.json.prepay_id)
  })

  test('the same number with {what} is an INVALID_REQUEST')
    .with([
      { what: 'another amount', changes: { amount: { total: 259901, currency: 'CNY' } } },
      { what: 'another payer', changes: { payer: { openid: 'oSBX0demo0shopper00000000000' } } },
      { what: 'another deadline', changes: { time_expire: '2099-01-01T00:00:00+08:00' } },
    ] as { what: string; changes: Record<string, unknown> }[])
    .run(async ({ assert, cleanup }, { changes }) => {
      const { merchant, prepay } = await startRig({ cleanup })
      await prepay()
      const second = await prepay(changes)
      assert.equal(second.status, 400)
      assert.equal(second.json.code, 'INVALID_REQUEST')
      assert.equal(await valueOf(merchant.call('GET', QUERY), 'amount.total'), 259900)
    })

  test('a prepay_id runs out after two hours, the repeat then gives another', async ({
    assert,
    cleanup,
  }) => {
    const { control, prepay } = await startRig({ cleanup })
    const first = await prepay()
    await control('POST', '/clock', { advance: '2h' })
    const payment = await control('POST', '/pay/1781490030517204-1/pay', {})
    const second = await prepay()

    assert.equal(payment.status, 400)
    assert.equal(second.status, 200)
    assert.notEqual(second.json.prepay_id, first.json.prepay_id)
  })

  test('a deadline less than a minute ahead is moved to a minute, and said so', async ({
    assert,
    cleanup,
  }) => {
    const { control, journal, prepay } = await startRig({ cleanup })
    await control('POST', '/clock', { freeze: true, set: '2026-06-15T10:20:30+08:00' })
    await prepay({ time_expire: '2026-06-15T10:20:59+08:00' })
    await control('POST', '/clock', { advance: '59s' })
    const [entry] = await journal()
    const payment = await control('POST', '/pay/1781490030517204-1/pay', {})

    assert.equal(entry.note, 'time_expire moved to 2026-06-15T10:21:30+08:00')
    assert.equal(payment.json.trade_state, 'SUCCESS')
  })

  test('a paid number is ORDERPAID, a closed one ORDER_CLOSED', async ({ assert, cleanup }) => {
    const { merchant, paid, prepay } = await startRig({ cleanup })
    await paid()
    const paidAgain = await prepay()
    await prepay({ out_trade_no: '1781490030517204-2' })
    await merchant.call('POST', CLOSE.replace('-1/', '-2/'), { mchid: IDS.mchid })
    const closedAgain = await prepay({ out_trade_no: '1781490030517204-2' })

    assert.equal(paidAgain.json.code, 'ORDERPAID')
    assert.equal(closedAgain.json.code, 'ORDER_CLOSED')
  })
})
