import { test } from '@japa/runner'
import { isSignedBy, valueOf } from '#tests/contract/sandbox/support/merchant'
import { advance, frozenRig, ids, notices, sent } from '#tests/contract/sandbox/support/notices'
import { startRig, type Rig } from '#tests/contract/sandbox/support/rig'

test.group('Sandbox | faults of notifications', () => {
  const order = (rig: Rig, action: Record<string, unknown>) =>
    rig.control('POST', '/faults', { system: 'pay', times: 1, action })

  test('{notify} sends the same id {times} times')
    .with([
      { notify: 'duplicate', times: 3 },
      { notify: 'concurrent', times: 5 },
    ])
    .run(async ({ assert, cleanup }, { notify, times }) => {
      const rig = await startRig({ cleanup })
      await order(rig, { notify, times })
      await rig.paid()
      const nonces = new Set(rig.shop.received.map(({ headers }) => headers['wechatpay-nonce']))

      assert.lengthOf(rig.shop.received, times)
      assert.lengthOf(new Set(ids(rig)), 1)
      assert.lengthOf(nonces, times)
    })

  test('drop loses it for good', async ({ assert, cleanup }) => {
    const rig = await frozenRig({ cleanup })
    await order(rig, { notify: 'drop' })
    await rig.paid()
    await advance(rig, '7d')

    const [notice] = await notices(rig)
    const [entry] = await sent(rig)
    assert.lengthOf(rig.shop.received, 0)
    assert.equal(notice.state, 'lost')
    assert.equal(entry.verdict, 'lost')
  })

  test('delay sends it late on the sandbox clock', async ({ assert, cleanup }) => {
    const rig = await frozenRig({ cleanup })
    await order(rig, { notify: 'delay', by: '2h' })
    await rig.paid()
    await advance(rig, '1h59m59s')
    const before = rig.shop.received.length
    await advance(rig, '1s')

    assert.equal(before, 0)
    assert.lengthOf(rig.shop.received, 1)
  })

  test('reorder holds the payment until the refund was told', async ({ assert, cleanup }) => {
    const rig = await startRig({ cleanup })
    await order(rig, { notify: 'reorder' })
    await rig.paid()
    await rig.refund()
    const before = rig.shop.received.length
    await rig.control('POST', '/pay/refunds/1781490030517204-R1/settle', { status: 'SUCCESS' })

    assert.equal(before, 0)
    assert.deepEqual(
      rig.shop.received.map(({ event }) => event),
      ['REFUND.SUCCESS', 'TRANSACTION.SUCCESS']
    )
  })

  test('tamper changes one field and signs it correctly', async ({ assert, cleanup }) => {
    const rig = await startRig({ cleanup })
    await order(rig, { notify: 'tamper', field: 'amount.total', value: 1 })
    await rig.paid()
    const [notice] = rig.shop.received

    assert.equal(notice.content.amount.total, 1)
    assert.equal(notice.content.amount.payer_total, 259900)
    assert.isTrue(isSignedBy(rig.sandbox.keys.pem.wechatpayPublicKey, notice))
    assert.equal(
      await valueOf(rig.control('GET', '/pay/1781490030517204-1'), 'amount.total'),
      259900
    )
  })

  test('a rule for one kind of event leaves the others alone', async ({ assert, cleanup }) => {
    const rig = await startRig({ cleanup })
    await rig.control('POST', '/faults', {
      system: 'pay',
      match: { event_type: 'REFUND.SUCCESS' },
      action: { notify: 'drop' },
    })
    await rig.paid()
    await rig.refund()
    await rig.control('POST', '/pay/refunds/1781490030517204-R1/settle', { status: 'SUCCESS' })

    assert.deepEqual(
      rig.shop.received.map(({ event }) => event),
      ['TRANSACTION.SUCCESS']
    )
  })
})
