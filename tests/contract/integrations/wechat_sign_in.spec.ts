import { test } from '@japa/runner'
import { WechatAccessTokens, type StoredToken } from '#integrations/wechat/access_token'
import { WechatSignIn } from '#integrations/wechat/sign_in'
import { ACCOUNT, SandboxShop } from './sandbox_shop.js'

const shop = new SandboxShop()

test.group('WeChat sign-in against the sandbox', (group) => {
  group.setup(() => shop.start())
  group.teardown(() => shop.stop())
  group.each.setup(() => shop.reset())

  const signIn = (change = {}) => {
    const account = { ...ACCOUNT, baseUrl: shop.sandbox.hosts.wx, ...change }
    return new WechatSignIn(account, shop.runtime())
  }
  const fault = (action: object) => shop.control('POST', '/faults', { system: 'wx', action })

  test('the same person always gets the same openid, another one another', async ({ assert }) => {
    const client = signIn()
    const openids = await Promise.all(
      ['sbx-anna-1', 'sbx-anna-2', 'sbx-bert-1'].map(async (code) => {
        const outcome = await client.exchange(code)
        return outcome.outcome === 'ok' ? outcome.value.openid : outcome.outcome
      })
    )
    assert.match(openids[0], /^o[\w-]{27}$/)
    assert.equal(openids[0], openids[1])
    assert.notEqual(openids[0], openids[2])
  })

  test('the code of the developer tools signs in the demo shopper', async ({ assert }) => {
    const outcome = await signIn().exchange('0b1XyZabcdefGHijkLMnop12345678qR')
    assert.deepInclude(outcome, {
      outcome: 'ok',
      value: { openid: 'oSBX0demo0shopper00000000000' },
    })
  })

  test('a code works once', async ({ assert }) => {
    const client = signIn()
    await client.exchange('sbx-anna-1')
    assert.containSubset(await client.exchange('sbx-anna-1'), {
      outcome: 'rejected',
      code: 'wechat_code_used',
    })
  })

  test('a code is no good after five minutes', async ({ assert }) => {
    const { code } = await shop.control('POST', '/wx/codes', { name: 'anna' })
    await shop.control('POST', '/clock', { advance: '5m1s' })
    assert.containSubset(await signIn().exchange(code), {
      outcome: 'rejected',
      code: 'wechat_code_invalid',
    })
  })

  test('{code} is {expected.outcome} {expected.code}')
    .with([
      { code: 'bad-1', expected: { outcome: 'rejected', code: 'wechat_code_invalid' } },
      { code: 'sbx-blocked-1', expected: { outcome: 'rejected', code: 'wechat_user_blocked' } },
    ])
    .run(async ({ assert }, { code, expected }) => {
      assert.containSubset(await signIn().exchange(code), expected)
    })

  test('"busy" once is asked again and signs in', async ({ assert }) => {
    assert.propertyVal(await signIn().exchange('sbx-busy-1'), 'outcome', 'ok')
    assert.deepEqual(shop.pauses, [300])
  })

  test('too many sign-ins of one person is unavailable for a minute', async ({ assert }) => {
    await fault({ errcode: 45011 })
    assert.containSubset(await signIn().exchange('sbx-anna-1'), {
      outcome: 'unavailable',
      code: 'wechat_rate_limited',
      retryAfterSeconds: 60,
    })
  })

  test('{name} is a fault of our set-up')
    .with([
      { name: 'a wrong secret', change: { secret: 'wrong' } },
      { name: 'a foreign appid', change: { appid: 'wx9999999999999999' } },
      { name: 'a missing secret', change: { secret: '' } },
    ])
    .run(async ({ assert }, { change }) => {
      assert.containSubset(await signIn(change).exchange('sbx-anna-1'), {
        outcome: 'auth',
        code: 'wechat_misconfigured',
      })
    })

  test('when the answer is lost the code is not sent again: it may be used up', async ({
    assert,
  }) => {
    const client = signIn()
    await fault({ process_then: 'reset' })
    assert.propertyVal(await client.exchange('sbx-anna-1'), 'outcome', 'unknown')
    const { data } = await shop.control('GET', '/journal?system=wx')
    assert.lengthOf(data, 1)
    await shop.control('DELETE', '/faults')
    assert.propertyVal(await client.exchange('sbx-anna-1'), 'code', 'wechat_code_used')
  })

  test('WeChat away is unavailable', async ({ assert }) => {
    await fault({ refuse: true })
    assert.containSubset(await signIn().exchange('sbx-anna-1'), {
      outcome: 'unavailable',
      reason: 'connect',
    })
  })

  test('an access token is fetched and shared', async ({ assert }) => {
    let stored: StoredToken | undefined
    const account = { ...ACCOUNT, baseUrl: shop.sandbox.hosts.wx }
    const tokens = new WechatAccessTokens(
      account,
      {
        read: async () => stored,
        write: async (token, usableUntil) => (stored = { token, usableUntil, generation: 1 }),
        exclusively: (work) => work(),
        reserveForcedRefresh: async () => false,
      },
      shop.runtime()
    )
    const first = await tokens.current()
    assert.propertyVal(first, 'outcome', 'ok')
    assert.containSubset(await tokens.current(), { value: { token: stored!.token } })
    const { data } = await shop.control('GET', '/journal?system=wx')
    assert.lengthOf(data, 1)
  })
})
