import { test } from '@japa/runner'
import { isVerifiedNo } from '#integrations/outcome'
import { ACCOUNT, BUYER, order, SandboxShop } from './sandbox_shop.js'

const shop = new SandboxShop()
const prepayPath = { method: 'POST', path: '/v3/pay/transactions/jsapi' }
const refundPath = { method: 'POST', path: '/v3/refund/domestic/refunds' }

test.group('WeChat Pay against the sandbox: paying', (group) => {
  group.setup(() => shop.start())
  group.teardown(() => shop.stop())
  group.each.setup(() => shop.reset())

  test('a payment goes from prepay over wx.requestPayment to query and notification', async ({
    assert,
  }) => {
    const { client } = shop.pay()
    const input = order('1781490030517204-1')
    const prepaid = await client.prepay(input)
    if (prepaid.outcome !== 'ok') throw new Error(JSON.stringify(prepaid))
    const open = await client.queryByOutTradeNo(input.outTradeNo)
    assert.containSubset(open, { outcome: 'ok', value: { trade_state: 'NOTPAY' } })

    const parameters = client.paymentParameters(prepaid.value.prepayId)
    assert.equal(parameters.appId, ACCOUNT.appid)
    const paid = await shop.control('POST', `/pay/${input.outTradeNo}/pay`, {
      openid: BUYER,
      payer_total: 250000,
      parameters,
    })

    const trade = {
      ...{ appid: ACCOUNT.appid, mchid: '1699000042', out_trade_no: input.outTradeNo },
      ...{ trade_state: 'SUCCESS', transaction_id: paid.transaction_id, attach: input.attach },
      payer: { openid: BUYER },
      amount: { total: 259900, payer_total: 250000, currency: 'CNY' },
    }
    const queried = await client.queryByOutTradeNo(input.outTradeNo)
    assert.containSubset(queried, { outcome: 'ok', value: trade })
    assert.lengthOf(shop.received, 1)
    assert.containSubset(shop.received[0], {
      verified: true,
      notification: {
        id: paid.notification.id,
        eventType: 'TRANSACTION.SUCCESS',
        content: { kind: 'payment', trade },
      },
    })
  })

  test('when the answer to a prepay is lost, the second try gets the same payment', async ({
    assert,
  }) => {
    const { client } = shop.pay()
    for (const [number, lost] of [
      ['1781490030517205-1', 'reset'],
      ['1781490030517206-1', 'status 502'],
    ]) {
      await shop.fault({ process_then: lost }, prepayPath)
      assert.propertyVal(await client.prepay(order(number)), 'outcome', 'ok')
    }
    const { data } = await shop.control('GET', '/trades')
    assert.lengthOf(data, 2)
    const tries = await shop.journal('prepay')
    assert.deepEqual(
      tries.map(({ verdict }) => verdict),
      ['ok', 'ok', 'ok', 'ok']
    )
    assert.deepEqual(tries[0].request, tries[1].request)
    assert.deepEqual(shop.pauses, [500, 500])
  })

  test('prepay refusals are verified and keep one spelling', async ({ assert }) => {
    const { client } = shop.pay()
    const input = order('1781490030517207-1')
    await client.prepay(input)
    const other = await client.prepay({ ...input, totalFen: 1 })
    assert.isTrue(isVerifiedNo(other, 'INVALID_REQUEST'))

    await client.close(input.outTradeNo)
    assert.isTrue(isVerifiedNo(await client.prepay(input), 'ORDER_CLOSED'))

    const second = { ...input, outTradeNo: '1781490030517207-2' }
    await client.prepay(second)
    await shop.control('POST', `/pay/${second.outTradeNo}/pay`, { notify: 'never' })
    assert.isTrue(isVerifiedNo(await client.prepay(second), 'ORDER_PAID'))

    const stranger = await client.prepay({ ...order('1781490030517208-1'), openid: 'oOther' })
    assert.isTrue(isVerifiedNo(stranger, 'OPENID_MISMATCH'))
  })

  test('query and close say what the procedure for a due order needs', async ({ assert }) => {
    const { client } = shop.pay()
    const input = order('1781490030517209-1')
    assert.isTrue(isVerifiedNo(await client.queryByOutTradeNo(input.outTradeNo), 'ORDER_NOT_EXIST'))
    assert.propertyVal(await client.close(input.outTradeNo), 'outcome', 'ok')

    await client.prepay(input)
    assert.propertyVal(await client.close(input.outTradeNo), 'outcome', 'ok')
    const closed = await client.queryByOutTradeNo(input.outTradeNo)
    assert.containSubset(closed, { outcome: 'ok', value: { trade_state: 'CLOSED' } })

    const paid = order('1781490030517210-1')
    await client.prepay(paid)
    await shop.control('POST', `/pay/${paid.outTradeNo}/pay`, { notify: 'never' })
    assert.isTrue(isVerifiedNo(await client.close(paid.outTradeNo), 'ORDER_PAID'))
  })

  test('with the main host down the stand-by host is used', async ({ assert }) => {
    const { client } = shop.pay()
    await shop.fault({ refuse: true }, { host: 'pay' }, null)
    const input = order('1781490030517211-1')
    assert.propertyVal(await client.prepay(input), 'outcome', 'ok')
    assert.propertyVal(await client.queryByOutTradeNo(input.outTradeNo), 'outcome', 'ok')
    const hosts = [...(await shop.journal('prepay')), ...(await shop.journal('query'))]
    assert.deepEqual(
      hosts.map(({ host }) => host),
      ['pay2', 'pay2']
    )
    await shop.fault({ refuse: true }, { host: 'pay2' }, null)
    const down = await client.queryByOutTradeNo(input.outTradeNo)
    assert.containSubset(down, { outcome: 'unavailable', reason: 'connect' })
  })

  test('a request signed with a foreign key is refused as our credential', async ({ assert }) => {
    const { paths } = shop.sandbox.keys
    const { client } = shop.pay({ privateKeyPath: paths.platformPrivateKey })
    const outcome = await client.prepay(order('1781490030517212-1'))
    assert.containSubset(outcome, { outcome: 'auth', code: 'SIGN_ERROR' })
  })
})

test.group('WeChat Pay against the sandbox: refunds', (group) => {
  group.setup(() => shop.start())
  group.teardown(() => shop.stop())
  group.each.setup(() => shop.reset())

  async function paidOrder(number: string) {
    const { client } = shop.pay()
    await client.prepay(order(`${number}-1`))
    const { transaction_id: transactionId } = await shop.control('POST', `/pay/${number}-1/pay`, {
      notify: 'never',
    })
    const outRefundNo = `${number}-R7`
    const input = { transactionId, outRefundNo, refundFen: 89900, totalFen: 259900 }
    return { client, input: { ...input, reason: '部分拒收' } }
  }

  test('a lost answer is unknown; the query finds the refund, the repeat adopts it', async ({
    assert,
  }) => {
    const { client, input } = await paidOrder('1781490030517301')
    assert.isTrue(isVerifiedNo(await client.queryRefund(input.outRefundNo), 'RESOURCE_NOT_EXISTS'))
    await shop.fault({ process_then: 'reset' }, refundPath)
    assert.propertyVal(await client.refund(input), 'outcome', 'unknown')

    const found = await client.queryRefund(input.outRefundNo)
    assert.containSubset(found, {
      outcome: 'ok',
      value: { status: 'PROCESSING', amount: { refund: 89900, total: 259900 } },
    })
    const { data } = await shop.control('GET', '/refunds')
    assert.lengthOf(data, 1)
  })

  test('a refund that ends is told by query and by notification', async ({ assert }) => {
    const { client, input } = await paidOrder('1781490030517302')
    await client.refund(input)
    await shop.control('POST', `/pay/refunds/${input.outRefundNo}/settle`, { status: 'ABNORMAL' })
    const refund = { out_refund_no: input.outRefundNo, status: 'ABNORMAL' }
    assert.containSubset(await client.queryRefund(input.outRefundNo), {
      outcome: 'ok',
      value: refund,
    })
    assert.containSubset(shop.received, [
      { notification: { eventType: 'REFUND.ABNORMAL', content: { kind: 'refund', refund } } },
    ])
  })

  test('without balance the refund is refused, and the same number works after topping up', async ({
    assert,
  }) => {
    const { input } = await paidOrder('1781490030517303')
    await shop.control('POST', '/pay/balance', { balance: 0 })
    assert.isTrue(isVerifiedNo(await shop.pay().client.refund(input), 'NOT_ENOUGH'))
    await shop.control('POST', '/pay/balance', { balance: 89900 })
    assert.propertyVal(await shop.pay().client.refund(input), 'outcome', 'ok')
  })

  test('no line of a whole run holds an openid, a signature, a key or a transaction id', async ({
    assert,
  }) => {
    const { client, input } = await paidOrder('1781490030517305')
    await client.queryByOutTradeNo('1781490030517305-1')
    await client.refund(input)
    await client.queryRefund(input.outRefundNo)
    const { data } = await shop.control('GET', '/journal?system=pay')
    const written = JSON.stringify(shop.lines)
    assert.lengthOf(shop.lines, 4)
    for (const secret of [BUYER, input.transactionId, data[0].response.prepay_id, 'signature='])
      assert.notInclude(written, secret)
  })

  test('too fast is unavailable, other amounts under the same number are refused', async ({
    assert,
  }) => {
    const { client, input } = await paidOrder('1781490030517304')
    await client.refund(input)
    const second = await client.refund({ ...input, outRefundNo: '1781490030517304-R8' })
    assert.containSubset(second, { outcome: 'unavailable', code: 'FREQUENCY_LIMITED' })
    const other = await shop.pay().client.refund({ ...input, refundFen: 1 })
    assert.isTrue(isVerifiedNo(other, 'INVALID_REQUEST'))
  })
})
