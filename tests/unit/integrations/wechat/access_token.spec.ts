import { test } from '@japa/runner'
import { authRefused, ok, type Outcome } from '#integrations/outcome'
import { Runtime } from '#integrations/runtime'
import {
  WechatAccessTokens,
  type StoredToken,
  type TokenStore,
} from '#integrations/wechat/access_token'
import { localHost } from '../local_host.js'

const refusal = authRefused({ code: 'wechat_token_refused', message: '' })

/** A store for one process: what the shared table keeps, kept in memory. */
class OneProcess implements TokenStore {
  stored: StoredToken | undefined
  forcedAllowed = true
  #queue: Promise<unknown> = Promise.resolve()

  async read() {
    return this.stored
  }

  async write(token: string, usableUntil: number) {
    this.stored = { token, usableUntil, generation: (this.stored?.generation ?? 0) + 1 }
    return this.stored
  }

  exclusively<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#queue.then(work)
    this.#queue = turn.catch(() => undefined)
    return turn
  }

  async reserveForcedRefresh() {
    return this.forcedAllowed
  }
}

async function setUp(cleanup: (callback: () => void) => void, ...script: object[]) {
  const asked: { url?: string; force: boolean }[] = []
  const host = await localHost(cleanup, async (request, response) => {
    const body = JSON.parse(Buffer.concat(await request.toArray()).toString())
    asked.push({ url: request.url, force: body.force_refresh })
    response.end(JSON.stringify(script.shift()))
  })
  const clock = { now: 1_000_000 }
  const runtime = new Runtime({ version: 't', hashKey: 'k', log: () => {}, now: () => clock.now })
  const store = new OneProcess()
  const account = { appid: 'wx1', secret: 's', baseUrl: host.url }
  return { tokens: new WechatAccessTokens(account, store, runtime), store, asked, clock }
}

const answer = (token: string, seconds = 7200) => ({ access_token: token, expires_in: seconds })

test.group('WeChat access token', () => {
  test('it is fetched once, shared by parallel calls, and used until 300 s before its end', async ({
    assert,
    cleanup,
  }) => {
    const { tokens, asked, clock } = await setUp(cleanup, answer('one'), answer('two'))
    const first = await Promise.all(Array.from({ length: 20 }, () => tokens.current()))
    assert.isTrue(first.every((token) => token.outcome === 'ok' && token.value.token === 'one'))
    assert.deepEqual(asked, [{ url: '/cgi-bin/stable_token', force: false }])

    clock.now += 6899_000
    assert.containSubset(await tokens.current(), { value: { token: 'one', generation: 1 } })
    clock.now += 1000
    assert.containSubset(await tokens.current(), { value: { token: 'two', generation: 2 } })
  })

  test('a token that ends soon is still used for a minute', async ({ assert, cleanup }) => {
    const { tokens, store, clock } = await setUp(cleanup, answer('one', 301))
    await tokens.current()
    assert.equal(store.stored?.usableUntil, clock.now + 60_000)
  })

  test('a refused token is fetched anew once, however many calls were refused', async ({
    assert,
    cleanup,
  }) => {
    const { tokens, asked } = await setUp(cleanup, answer('old'), answer('new'))
    await tokens.current()
    const call = async (token: string): Promise<Outcome<string>> =>
      token === 'old' ? refusal : ok(token)
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => tokens.use(call)))
    assert.isTrue(outcomes.every((outcome) => outcome.outcome === 'ok'))
    assert.lengthOf(asked, 2)
  })

  test('the same token again leads to one forced refresh', async ({ assert, cleanup }) => {
    const script = [answer('old'), answer('old'), answer('new')]
    const { tokens, asked } = await setUp(cleanup, ...script)
    const call = async (token: string): Promise<Outcome<string>> =>
      token === 'old' ? refusal : ok(token)
    assert.deepInclude(await tokens.use(call), { outcome: 'ok', value: 'new' })
    assert.deepEqual(
      asked.map(({ force }) => force),
      [false, false, true]
    )
  })

  test('when forcing is not allowed, or does not help, the outcome is auth', async ({
    assert,
    cleanup,
  }) => {
    const { tokens, store, asked } = await setUp(cleanup, ...Array(4).fill(answer('old')))
    store.forcedAllowed = false
    assert.propertyVal(await tokens.use(async () => refusal), 'outcome', 'auth')
    assert.lengthOf(asked, 2)
    store.forcedAllowed = true
    assert.propertyVal(await tokens.use(async () => refusal), 'outcome', 'auth')
    assert.lengthOf(asked, 4)
  })

  test('any other refusal is not answered with a new token', async ({ assert, cleanup }) => {
    const { tokens, asked } = await setUp(cleanup, answer('one'))
    const missing = authRefused({ code: 'wechat_misconfigured', message: '' })
    assert.deepEqual(await tokens.use(async () => missing), missing)
    assert.lengthOf(asked, 1)
  })

  test('errcode {errcode} of the token call is {outcome}')
    .with([
      { errcode: 40125, outcome: 'auth' },
      { errcode: 40164, outcome: 'auth' },
      { errcode: 45009, outcome: 'unavailable' },
      { errcode: -1, outcome: 'unavailable' },
    ])
    .run(async ({ assert, cleanup }, { errcode, outcome }) => {
      const { tokens, store } = await setUp(cleanup, { errcode, errmsg: 'no' })
      assert.propertyVal(await tokens.current(), 'outcome', outcome)
      assert.isUndefined(store.stored)
    })
})
