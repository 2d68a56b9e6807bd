import { test } from '@japa/runner'
import { send, statusOf, valueOf } from '#tests/contract/sandbox/support/merchant'
import { startRig, type Rig } from '#tests/contract/sandbox/support/rig'

const PAY = '/pay/1781490030517204-1/pay'
const state = async ({ control }: Rig) =>
  await valueOf(control('GET', '/pay/1781490030517204-1'), 'trade_state')

test.group('Sandbox | the buyer pays', () => {
  test('paying notifies the shop once, sealed and in the form of a query', async ({
    assert,
    cleanup,
  }) => {
    const rig = await startRig({ cleanup })
    const { json } = await rig.paid()
    const [notice] = rig.shop.received
    const query = await rig.control('GET', '/pay/1781490030517204-1')

    assert.equal(json.trade_state, 'SUCCESS')
    assert.equal(json.notification.state, 'delivered')
    assert.lengthOf(rig.shop.received, 1)
    assert.equal(notice.event, 'TRANSACTION.SUCCESS')
    assert.deepEqual(notice.content, query.json)
  })

  test('the five values of wx.requestPayment are checked when they are given', async ({
    assert,
    cleanup,
  }) => {
    const rig = await startRig({ cleanup })
    const { json } = await rig.prepay()
    const good = rig.merchant.paymentParameters(json.prepay_id)
    const foreign = rig.merchant.paymentParameters('wx15102031000000sandbox0000009999')
    const bad = [
      { ...good, paySign: foreign.paySign },
      { ...good, timeStamp: String(Number(good.timeStamp) + 1) },
      { ...good, signType: 'MD5' },
      { ...good, nonceStr: 'another' },
      foreign,
    ]
    for (const parameters of bad) {
      assert.equal(await statusOf(rig.control('POST', PAY, { parameters })), 400)
    }
    assert.equal(await state(rig), 'NOTPAY')
    assert.equal(await statusOf(rig.control('POST', PAY, { parameters: good })), 200)
  })

  test('{what} is refused and no money moves')
    .with([
      { what: 'another person', payment: { openid: 'oSBX0demo0shopper00000000000' } },
      { what: 'more than the price', payment: { payer_total: 259901 } },
      { what: 'a negative amount', payment: { payer_total: -1 } },
      { what: 'an unknown way to notify', payment: { notify: 'perhaps' } },
    ] as { what: string; payment: Record<string, unknown> }[])
    .run(async ({ assert, cleanup }, { payment }) => {
      const rig = await startRig({ cleanup })
      const answer = await rig.paid({}, payment)
      assert.equal(answer.status, 400)
      assert.isString(answer.json.error)
      assert.equal(await state(rig), 'NOTPAY')
      assert.lengthOf(rig.shop.received, 0)
    })

  test('a discount of WeChat lowers what the payer pays, not the total', async ({
    assert,
    cleanup,
  }) => {
    const rig = await startRig({ cleanup })
    await rig.paid({}, { payer_total: 249900 })
    assert.equal(rig.shop.received[0].content.amount.total, 259900)
    assert.equal(rig.shop.received[0].content.amount.payer_total, 249900)
  })

  test('after time_expire nobody can pay, and the order stays NOTPAY until it is closed', async ({
    assert,
    cleanup,
  }) => {
    const rig = await startRig({ cleanup })
    await rig.control('POST', '/clock', { freeze: true, set: '2026-06-15T10:20:30+08:00' })
    await rig.prepay({ time_expire: '2026-06-15T10:30:30+08:00' })
    await rig.control('POST', '/clock', { advance: '10m' })
    const late = await rig.control('POST', PAY, {})
    const again = await rig.prepay({ time_expire: '2026-06-15T10:30:30+08:00' })

    assert.equal(late.status, 400)
    assert.include(late.json.error, '超过支付截止时间')
    assert.equal(await state(rig), 'NOTPAY')
    assert.equal(again.json.code, 'INVALID_REQUEST')
  })

  test('an order is paid once; cancelling leaves it open, failing ends it', async ({
    assert,
    cleanup,
  }) => {
    const rig = await startRig({ cleanup })
    await rig.prepay()
    await rig.control('POST', '/pay/1781490030517204-1/cancel')
    const afterCancel = await state(rig)
    await rig.control('POST', PAY, {})
    const twice = await rig.control('POST', PAY, {})
    await rig.prepay({ out_trade_no: '1781490030517204-2' })
    await rig.control('POST', '/pay/1781490030517204-2/fail')
    const afterFail = await rig.control('POST', '/pay/1781490030517204-2/pay', {})

    assert.equal(afterCancel, 'NOTPAY')
    assert.equal(twice.status, 400)
    assert.equal(afterFail.status, 400)
    assert.lengthOf(rig.shop.received, 1)
  })

  test('later means a minute of the sandbox clock, never means never', async ({
    assert,
    cleanup,
  }) => {
    const rig = await startRig({ cleanup })
    await rig.paid({}, { notify: 'later' })
    await rig.paid({ out_trade_no: '1781490030517204-2' }, { notify: 'never' })
    const before = rig.shop.received.length
    await rig.control('POST', '/clock', { advance: '60s' })
    await rig.control('POST', '/clock', { advance: '2d' })

    assert.equal(before, 0)
    assert.deepEqual(
      rig.shop.received.map(({ content }) => content.out_trade_no),
      ['1781490030517204-1']
    )
  })
})

test.group('Sandbox | the pay page', () => {
  const HTML = { Accept: 'text/html' }
  const form = { 'Content-Type': 'application/x-www-form-urlencoded' }

  test('shows amount, purpose, state and time left, with three forms and no script', async ({
    assert,
    cleanup,
  }) => {
    const rig = await startRig({ cleanup })
    await rig.control('POST', '/clock', { freeze: true, set: '2026-06-15T10:20:30+08:00' })
    const description = '<b>演示商城</b>-订单1'
    await rig.prepay({ description, time_expire: '2026-06-15T10:30:30+08:00' })
    const page = await send('GET', `${rig.sandbox.url}/__sandbox/pay/1781490030517204-1`, HTML)

    assert.include(page.text, '¥2,599.00')
    assert.include(page.text, '&lt;b&gt;演示商城&lt;/b&gt;')
    assert.include(page.text, '剩余 10 分 0 秒')
    assert.include(page.text, '待支付')
    assert.lengthOf([...page.text.matchAll(/<form method="post"/g)], 3)
    assert.notInclude(page.text, '<script')
    assert.include(String(page.headers['content-security-policy']), "default-src 'none'")
  })

  test('the pay button pays, comes back to the page, and the buttons are gone', async ({
    assert,
    cleanup,
  }) => {
    const rig = await startRig({ cleanup })
    await rig.prepay()
    const address = `${rig.sandbox.url}/__sandbox/pay/1781490030517204-1`
    const posted = await send('POST', `${address}/pay`, form)
    const page = await send('GET', rig.sandbox.url + String(posted.headers.location), HTML)

    assert.equal(posted.status, 303)
    assert.include(page.text, '支付成功')
    assert.notInclude(page.text, '<form')
    assert.lengthOf(rig.shop.received, 1)
  })

  test('a second click says why nothing happened', async ({ assert, cleanup }) => {
    const rig = await startRig({ cleanup })
    await rig.paid()
    const address = `${rig.sandbox.url}/__sandbox/pay/1781490030517204-1`
    const posted = await send('POST', `${address}/pay`, form)
    const page = await send('GET', rig.sandbox.url + String(posted.headers.location), HTML)

    assert.include(page.text, '订单已支付')
    assert.lengthOf(rig.shop.received, 1)
  })

  test('the overview lists the payment with a link to its page', async ({ assert, cleanup }) => {
    const rig = await startRig({ cleanup })
    await rig.prepay()
    const page = await send('GET', `${rig.sandbox.url}/__sandbox`, HTML)
    assert.include(page.text, '<a href="/__sandbox/pay/1781490030517204-1">')
    assert.include(page.text, '/v3/pay/transactions/jsapi')
  })

  test('an unknown number is 404 with a text that says what to do', async ({ assert, cleanup }) => {
    const rig = await startRig({ cleanup })
    const answer = await rig.control('GET', '/pay/1781490030517204-9')
    assert.equal(answer.status, 404)
    assert.include(answer.json.error, '请检查商户单号')
  })
})
