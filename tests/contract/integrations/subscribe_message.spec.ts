import { test } from '@japa/runner'
import { WechatAccessTokens, type StoredToken } from '#integrations/wechat/access_token'
import {
  WechatSubscribeMessages,
  type SubscribeMessage,
} from '#integrations/wechat/subscribe_message'
import { ACCOUNT, BUYER, SandboxShop } from './sandbox_shop.js'

const shop = new SandboxShop()
const ABOUT = { aggregate: 'notification:7', attempt: 1 }

const MESSAGE: SubscribeMessage = {
  openid: BUYER,
  templateId: 'SBXtmpl-order',
  page: 'pages/order-detail/index?id=42',
  data: { thing1: '订单 1781490030517204', time2: '2026-06-16 09:30', thing3: '单号 SF1400001' },
  state: 'trial',
}

test.group('Subscribe messages against the sandbox', (group) => {
  group.setup(() => shop.start())
  group.teardown(() => shop.stop())
  group.each.setup(() => shop.reset())

  /** The client with a token store for one process. */
  function client() {
    let stored: StoredToken | undefined
    const account = { ...ACCOUNT, baseUrl: shop.sandbox.hosts.wx }
    const runtime = shop.runtime()
    const tokens = new WechatAccessTokens(
      account,
      {
        read: async () => stored,
        write: async (token, usableUntil) => {
          stored = { token, usableUntil, generation: (stored?.generation ?? 0) + 1 }
          return stored
        },
        exclusively: (work) => work(),
        reserveForcedRefresh: async () => true,
      },
      runtime
    )
    return new WechatSubscribeMessages(account, tokens, runtime)
  }

  const accept = (template = MESSAGE.templateId, count = 1) =>
    shop.control('POST', '/wx/subscriptions', { openid: BUYER, template_id: template, count })
  const fault = (action: object, path = '/cgi-bin/message/subscribe/send') =>
    shop.control('POST', '/faults', { system: 'wx', match: { path }, times: 1, action })
  const messages = async () => {
    const { data } = await shop.control('GET', '/wx/messages')
    return data
  }
  const sends = async () => {
    const { data } = await shop.control('GET', '/journal?system=wx')
    return data.filter(({ operation }: { operation: string }) => operation === 'subscribe')
  }

  test('an accepted message arrives as it was written', async ({ assert }) => {
    await accept()
    assert.containSubset(await client().send(MESSAGE, ABOUT), { outcome: 'ok' })
    assert.containSubset(await messages(), [
      {
        openid: BUYER,
        template_id: 'SBXtmpl-order',
        page: 'pages/order-detail/index?id=42',
        miniprogram_state: 'trial',
        data: MESSAGE.data,
      },
    ])
    const [{ request }] = await sends()
    assert.equal(request.lang, 'zh_CN')
  })

  test('one acceptance buys one message', async ({ assert }) => {
    await accept()
    const subscribed = client()
    await subscribed.send(MESSAGE, ABOUT)
    assert.containSubset(await subscribed.send(MESSAGE, ABOUT), {
      outcome: 'rejected',
      code: 'wechat_not_subscribed',
      trace: { vendorCode: '43101' },
    })
    assert.lengthOf(await messages(), 1)
  })

  test('{name} is refused for good as {code}')
    .with([
      { name: 'a foreign openid', change: { openid: 'oSBX-short' }, code: 'wechat_openid_invalid' },
      { name: 'an unknown template', change: { templateId: 'x' }, code: 'wechat_template_invalid' },
      { name: 'a page that is none', change: { page: '/order' }, code: 'wechat_page_invalid' },
      {
        name: 'a field too many',
        change: { data: { ...MESSAGE.data, thing4: '多余' } },
        code: 'wechat_field_invalid',
      },
    ])
    .run(async ({ assert }, { change, code }) => {
      await accept()
      const outcome = await client().send({ ...MESSAGE, ...change }, ABOUT)
      assert.containSubset(outcome, { outcome: 'rejected', code, verified: true })
      assert.lengthOf(await messages(), 0)
    })

  test('the refusal of a field names it', async ({ assert }) => {
    await accept()
    const data = { ...MESSAGE.data, time2: '明天上午' }
    const outcome = await client().send({ ...MESSAGE, data }, ABOUT)
    assert.containSubset(outcome, { outcome: 'rejected', code: 'wechat_field_invalid' })
    assert.include(outcome.outcome === 'rejected' ? outcome.message : '', 'data.time2.value')
  })

  test('values are made to fit what WeChat allows', async ({ assert }) => {
    await accept('SBXtmpl-refund-done')
    const outcome = await client().send(
      {
        ...MESSAGE,
        templateId: 'SBXtmpl-refund-done',
        data: {
          character_string1: '订单1781490030517204',
          amount2: '¥3,599.10',
          phrase3: '退款已经成功了',
          time4: '2026-03-02T15:08:22.640+08:00',
        },
      },
      ABOUT
    )
    assert.containSubset(outcome, { outcome: 'ok' })
    const [{ data }] = await messages()
    assert.deepEqual(data, {
      character_string1: '1781490030517204',
      amount2: '¥3599.10',
      phrase3: '退款已经成',
      time4: '2026-03-02 15:08',
    })
  })

  test('a token that ended is renewed once, and one message arrives', async ({ assert }) => {
    await accept(MESSAGE.templateId, 5)
    const subscribed = client()
    await subscribed.send(MESSAGE, ABOUT)
    await fault({ token: 'expire_now' })
    assert.containSubset(await subscribed.send(MESSAGE, ABOUT), { outcome: 'ok' })
    await fault({ token: 'refuse' })
    assert.containSubset(await subscribed.send(MESSAGE, ABOUT), { outcome: 'ok' })
    assert.lengthOf(await messages(), 3)
    assert.containSubset(await subscribed.send(MESSAGE, ABOUT), { outcome: 'ok' })
  })

  test('errcode {errcode} is {expected.outcome} {expected.code}')
    .with([
      { errcode: -1, expected: { outcome: 'unavailable', code: 'wechat_busy' } },
      { errcode: 45009, expected: { outcome: 'unavailable', code: 'wechat_quota_used_up' } },
      { errcode: 45011, expected: { outcome: 'unavailable', code: 'wechat_rate_limited' } },
      { errcode: 40164, expected: { outcome: 'auth', code: 'wechat_misconfigured' } },
      { errcode: 48001, expected: { outcome: 'auth', code: 'wechat_misconfigured' } },
      { errcode: 47001, expected: { outcome: 'rejected', code: 'wechat_request_invalid' } },
      { errcode: 99999, expected: { outcome: 'unknown', code: 'wechat_99999' } },
    ])
    .run(async ({ assert }, { errcode, expected }) => {
      await fault({ errcode })
      assert.containSubset(await client().send(MESSAGE, ABOUT), expected)
    })

  test('an answer that is lost is unknown: the message may be out', async ({ assert }) => {
    await accept()
    await fault({ process_then: 'reset' })
    assert.containSubset(await client().send(MESSAGE, ABOUT), { outcome: 'unknown' })
    assert.lengthOf(await messages(), 1)
  })

  test('while only the token is missing nothing was sent for certain', async ({ assert }) => {
    await accept()
    await fault({ process_then: 'reset' }, '/cgi-bin/stable_token')
    assert.containSubset(await client().send(MESSAGE, ABOUT), { outcome: 'unavailable' })
    assert.lengthOf(await sends(), 0)
  })

  test('WeChat away is unavailable', async ({ assert }) => {
    await shop.control('POST', '/faults', { system: 'wx', times: null, action: { refuse: true } })
    assert.containSubset(await client().send(MESSAGE, ABOUT), {
      outcome: 'unavailable',
      reason: 'connect',
    })
  })

  test('no line holds openid, token or content', async ({ assert }) => {
    await accept()
    const subscribed = client()
    await subscribed.send(MESSAGE, ABOUT)
    await subscribed.send(MESSAGE, ABOUT)
    const written = JSON.stringify(shop.lines)
    assert.containSubset(shop.lines, [
      { operation: 'stable_token' },
      { operation: 'subscribe', aggregate: 'notification:7', outcome: 'ok' },
      { operation: 'subscribe', outcome: 'rejected', vendor_code: '43101' },
    ])
    for (const secret of [BUYER, '81_sbx', '1781490030517204', 'SF1400001', 'thing1'])
      assert.notInclude(written, secret)
  })
})
