import { test } from '@japa/runner'
import { IDS, valueOf } from '#tests/contract/sandbox/support/merchant'
import { startRig, type Rig } from '#tests/contract/sandbox/support/rig'

const REFUND = '/v3/refund/domestic/refunds/1781490030517204-R1'
const QUERY = `/v3/pay/transactions/out-trade-no/1781490030517204-1?mchid=${IDS.mchid}`
const amount = (refund: number, total = 259900) => ({ refund, total, currency: 'CNY' })
const number = (index: number) => ({ out_refund_no: `1781490030517204-R${index}` })
const nextMinute = ({ control }: Rig) => control('POST', '/clock', { advance: '1m' })

test.group('Sandbox | settling refunds', () => {
  const settle = (rig: Rig, body: unknown) =>
    rig.control('POST', '/pay/refunds/1781490030517204-R1/settle', body)

  test('{status} is told to the shop as {event}')
    .with([
      { status: 'SUCCESS', event: 'REFUND.SUCCESS', hasTime: true },
      { status: 'CLOSED', event: 'REFUND.CLOSED', hasTime: false },
      { status: 'ABNORMAL', event: 'REFUND.ABNORMAL', hasTime: false },
    ])
    .run(async ({ assert, cleanup }, { status, event, hasTime }) => {
      const rig = await startRig({ cleanup })
      await rig.paid({}, { notify: 'never' })
      await rig.refund()
      await settle(rig, { status })
      const [notice] = rig.shop.received

      assert.equal(notice.event, event)
      assert.equal(notice.content.refund_status, status)
      assert.isUndefined(notice.content.status)
      assert.deepEqual(notice.content.amount, {
        total: 259900,
        refund: 89900,
        payer_total: 259900,
        payer_refund: 89900,
      })
      assert.equal('success_time' in notice.content, hasTime)
      assert.equal(await valueOf(rig.merchant.call('GET', REFUND), 'status'), status)
    })

  test('an abnormal refund can still be finished, a finished one is final', async ({
    assert,
    cleanup,
  }) => {
    const rig = await startRig({ cleanup })
    await rig.paid({}, { notify: 'never' })
    await rig.refund()
    const steps = [
      await settle(rig, { status: 'ABNORMAL' }),
      await settle(rig, { status: 'SUCCESS' }),
      await settle(rig, { status: 'CLOSED' }),
    ]
    assert.deepEqual(
      steps.map(({ status }) => status),
      [200, 200, 400]
    )
    assert.deepEqual(
      rig.shop.received.map(({ event }) => event),
      ['REFUND.ABNORMAL', 'REFUND.SUCCESS']
    )
  })

  test('a refund settles by itself after the set seconds of the sandbox clock', async ({
    assert,
    cleanup,
  }) => {
    const rig = await startRig({ cleanup }, { settings: { refund_settle_seconds: 30 } })
    await rig.control('POST', '/clock', { freeze: true })
    await rig.paid({}, { notify: 'never' })
    await rig.refund()
    await rig.control('POST', '/clock', { advance: '29s' })
    const before = await valueOf(rig.merchant.call('GET', REFUND), 'status')
    await rig.control('POST', '/clock', { advance: '1s' })

    assert.equal(before, 'PROCESSING')
    assert.equal(await valueOf(rig.merchant.call('GET', REFUND), 'status'), 'SUCCESS')
    assert.lengthOf(rig.shop.received, 1)
  })

  test('a closed refund gives the money back to the balance and the payment is SUCCESS again', async ({
    assert,
    cleanup,
  }) => {
    const rig = await startRig({ cleanup })
    await rig.paid()
    await rig.control('POST', '/pay/balance', { balance: 100000 })
    await rig.refund()
    await settle(rig, { status: 'CLOSED' })
    await nextMinute(rig)
    const again = await rig.refund({ ...number(2), amount: amount(100000) })

    assert.equal(again.status, 200)
    await rig.control('POST', '/pay/refunds/1781490030517204-R2/settle', { status: 'CLOSED' })
    assert.equal(await valueOf(rig.merchant.call('GET', QUERY), 'trade_state'), 'SUCCESS')
  })
})
