import { test } from '@japa/runner'
import { IDS, valueOf } from '#tests/contract/sandbox/support/merchant'
import { startRig, type Rig } from '#tests/contract/sandbox/support/rig'

const REFUND = '/v3/refund/domestic/refunds/1781490030517204-R1'
const QUERY = `/v3/pay/transactions/out-trade-no/1781490030517204-1?mchid=${IDS.mchid}`
const amount = (refund: number, total = 259900) => ({ refund, total, currency: 'CNY' })
const number = (index: number) => ({ out_refund_no: `1781490030517204-R${index}` })
const nextMinute = ({ control }: Rig) => control('POST', '/clock', { advance: '1m' })

interface Row {
  fault: string
  changes: Record<string, unknown>
  status?: number
  code: string
}

const refused: Row[] = [
  { fault: 'more than was paid', changes: { amount: amount(259901) }, code: 'INVALID_REQUEST' },
  { fault: 'another total', changes: { amount: amount(100, 259901) }, code: 'INVALID_REQUEST' },
  {
    fault: 'an unknown payment',
    changes: { out_trade_no: '1781490030517204-9' },
    status: 404,
    code: 'RESOURCE_NOT_EXISTS',
  },
  { fault: 'two ways to name the payment', changes: { transaction_id: '42' }, code: 'PARAM_ERROR' },
  {
    fault: 'no way to name the payment',
    changes: { out_trade_no: undefined },
    code: 'PARAM_ERROR',
  },
  { fault: 'a reason of 81 bytes', changes: { reason: '字'.repeat(27) }, code: 'PARAM_ERROR' },
  { fault: 'a blank in the number', changes: { out_refund_no: 'a b' }, code: 'PARAM_ERROR' },
  { fault: 'an amount of 0', changes: { amount: amount(0) }, code: 'PARAM_ERROR' },
  { fault: 'no currency', changes: { amount: { refund: 1, total: 259900 } }, code: 'PARAM_ERROR' },
  {
    fault: 'plain http elsewhere',
    changes: { notify_url: 'http://shop.example.test/' },
    code: 'PARAM_ERROR',
  },
]

test.group('Sandbox | refunds', () => {
  test('an accepted refund is PROCESSING and the payment turns to REFUND', async ({
    assert,
    cleanup,
  }) => {
    const rig = await startRig({ cleanup })
    await rig.control('POST', '/clock', { freeze: true, set: '2026-06-16T09:12:40+08:00' })
    await rig.paid()
    const created = await rig.refund({ reason: '部分拒收' })
    const asked = await rig.merchant.call('GET', REFUND)

    assert.equal(created.status, 200)
    assert.deepEqual(created.json, {
      refund_id: '50000000002026061600000000001',
      out_refund_no: '1781490030517204-R1',
      transaction_id: '4200000000202606160000000001',
      out_trade_no: '1781490030517204-1',
      channel: 'ORIGINAL',
      user_received_account: '支付用户零钱',
      create_time: '2026-06-16T09:12:40+08:00',
      status: 'PROCESSING',
      funds_account: 'AVAILABLE',
      amount: {
        total: 259900,
        refund: 89900,
        payer_total: 259900,
        payer_refund: 89900,
        settlement_total: 259900,
        settlement_refund: 89900,
        discount_refund: 0,
        currency: 'CNY',
      },
    })
    assert.deepEqual(asked.json, created.json)
    assert.equal(await valueOf(rig.merchant.call('GET', QUERY), 'trade_state'), 'REFUND')
  })

  test('{fault} is refused and leaves no trace')
    .with(refused)
    .run(async ({ assert, cleanup }, { changes, status = 400, code }) => {
      const rig = await startRig({ cleanup })
      await rig.paid()
      const answer = await rig.refund(changes)

      assert.equal(answer.status, status)
      assert.equal(answer.json.code, code)
      assert.deepEqual(await valueOf(rig.control('GET', '/refunds'), 'data'), [])
    })

  test('an unpaid order cannot be refunded', async ({ assert, cleanup }) => {
    const rig = await startRig({ cleanup })
    await rig.prepay()
    assert.equal(await valueOf(rig.refund(), 'code'), 'RESOURCE_NOT_EXISTS')
  })

  test('the transaction_id names the payment as well', async ({ assert, cleanup }) => {
    const rig = await startRig({ cleanup })
    const { json } = await rig.paid()
    const answer = await rig.refund({
      out_trade_no: undefined,
      transaction_id: json.transaction_id,
    })
    assert.equal(answer.json.out_trade_no, '1781490030517204-1')
  })

  test('the same number refunds once; with another amount it is refused', async ({
    assert,
    cleanup,
  }) => {
    const rig = await startRig({ cleanup })
    await rig.paid()
    const first = await rig.refund()
    const second = await rig.refund()
    const other = await rig.refund({ amount: amount(89901) })

    assert.deepEqual(second.json, first.json)
    assert.equal(other.json.code, 'INVALID_REQUEST')
    assert.lengthOf(await valueOf(rig.control('GET', '/refunds'), 'data'), 1)
  })

  test('refunds that are pending count against what is left; a closed one does not', async ({
    assert,
    cleanup,
  }) => {
    const rig = await startRig({ cleanup })
    await rig.paid()
    await rig.refund({ ...number(1), amount: amount(200000) })
    await nextMinute(rig)
    const tooMuch = await rig.refund({ ...number(2), amount: amount(59901) })
    await rig.control('POST', '/pay/refunds/1781490030517204-R1/settle', { status: 'CLOSED' })
    const whole = await rig.refund({ ...number(3), amount: amount(259900) })

    assert.equal(tooMuch.json.code, 'INVALID_REQUEST')
    assert.equal(whole.json.status, 'PROCESSING')
  })

  test('a second refund within a minute is FREQUENCY_LIMITED, the same number passes later', async ({
    assert,
    cleanup,
  }) => {
    const rig = await startRig({ cleanup })
    await rig.control('POST', '/clock', { freeze: true })
    await rig.paid()
    await rig.refund({ ...number(1), amount: amount(100) })
    await rig.control('POST', '/clock', { advance: '59s' })
    const tooSoon = await rig.refund({ ...number(2), amount: amount(100) })
    await rig.control('POST', '/clock', { advance: '1s' })
    const passes = await rig.refund({ ...number(2), amount: amount(100) })

    assert.equal(tooSoon.status, 429)
    assert.equal(tooSoon.json.code, 'FREQUENCY_LIMITED')
    assert.equal(passes.status, 200)
  })

  test('a payment takes 50 refunds and no more', async ({ assert, cleanup }) => {
    const rig = await startRig({ cleanup })
    await rig.paid()
    for (let index = 1; index <= 50; index++) {
      const accepted = await rig.refund({ ...number(index), amount: amount(1) })
      assert.equal(accepted.status, 200)
      await nextMinute(rig)
    }
    const answer = await rig.refund({ ...number(51), amount: amount(1) })
    assert.equal(answer.json.code, 'INVALID_REQUEST')
    assert.include(answer.json.message, '50')
  })

  test('after 365 days no refund is possible', async ({ assert, cleanup }) => {
    const rig = await startRig({ cleanup })
    await rig.paid()
    await rig.control('POST', '/clock', { advance: '365d1s' })
    assert.equal(await valueOf(rig.refund(), 'code'), 'INVALID_REQUEST')
  })

  test('a balance that is too low is NOT_ENOUGH; topped up, the same number succeeds', async ({
    assert,
    cleanup,
  }) => {
    const rig = await startRig({ cleanup })
    await rig.paid()
    await rig.control('POST', '/pay/balance', { balance: 89899 })
    const short = await rig.refund()
    const notThere = await rig.merchant.call('GET', REFUND)
    await rig.control('POST', '/pay/balance', { balance: 89900 })
    const enough = await rig.refund()

    assert.equal(short.status, 403)
    assert.equal(short.json.code, 'NOT_ENOUGH')
    assert.equal(notThere.json.code, 'RESOURCE_NOT_EXISTS')
    assert.equal(enough.json.status, 'PROCESSING')
  })

  test('the buyer gets a share of a discounted payment, the last refund what rounding left', async ({
    assert,
    cleanup,
  }) => {
    const rig = await startRig({ cleanup })
    await rig.paid({ amount: { total: 1000, currency: 'CNY' } }, { payer_total: 999 })
    const shares: number[] = []
    for (const [index, refund] of [333, 333, 334].entries()) {
      const answer = await rig.refund({ ...number(index), amount: amount(refund, 1000) })
      shares.push(answer.json.amount.payer_refund)
      await nextMinute(rig)
    }
    assert.deepEqual(shares, [332, 332, 335])
  })
})
