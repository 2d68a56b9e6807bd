import { test } from '@japa/runner'
import { Runtime } from '#integrations/runtime'
import { WechatSignIn } from '#integrations/wechat/sign_in'
import { closedPort, localHost } from '../local_host.js'

const OPENID = 'oSBX5x7Qn3Zt0uR4yBv8cKf2hLwM'
const CODE = '0b1XyZabcdefGHijkLMnop12345678qR'
const SECRET = 'mini-program-secret-of-this-test'
const success = { openid: OPENID, session_key: 'c2J4LXNlc3Npb24ta2V5LTE2Yg==' }

type Answer = object | 'lost' | 'html' | 'error'

async function signIn(cleanup: (callback: () => void) => void, ...script: Answer[]) {
  const urls: string[] = []
  const host = await localHost(cleanup, (request, response) => {
    urls.push(request.url ?? '')
    const answer = script.shift() ?? 'lost'
    if (answer === 'lost') return void request.socket.destroy()
    if (answer === 'error') return void response.writeHead(502).end()
    response.setHeader('Content-Type', 'text/plain')
    response.end(answer === 'html' ? '<html></html>' : JSON.stringify(answer))
  })
  const lines: object[] = []
  const pauses: number[] = []
  const runtime = new Runtime({
    version: 'test',
    hashKey: 'key of this test',
    log: (line) => lines.push(line),
    sleep: async (ms) => pauses.push(ms),
  })
  const account = { appid: 'wx0a1b2c3d4e5f6071', secret: SECRET, baseUrl: `${host.url}/wx` }
  return { client: new WechatSignIn(account, runtime), runtime, urls, lines, pauses }
}

test.group('WeChat sign-in', () => {
  test('a code gives the openid and nothing of the session key', async ({ assert, cleanup }) => {
    const { client, urls, lines } = await signIn(cleanup, success)
    const outcome = await client.exchange('a b&c')
    assert.deepInclude(outcome, { outcome: 'ok', value: { openid: OPENID } })
    assert.deepEqual(urls, [
      `/wx/sns/jscode2session?appid=wx0a1b2c3d4e5f6071&secret=${SECRET}&js_code=a+b%26c&grant_type=authorization_code`,
    ])
    assert.notMatch(JSON.stringify([outcome, lines]), /session_key|c2J4/)
  })

  test('errcode {errcode} is {expected.outcome} {expected.code}')
    .with([
      { errcode: 40029, expected: { outcome: 'rejected', code: 'wechat_code_invalid' } },
      { errcode: 40163, expected: { outcome: 'rejected', code: 'wechat_code_used' } },
      { errcode: 40226, expected: { outcome: 'rejected', code: 'wechat_user_blocked' } },
      {
        errcode: 45011,
        expected: { outcome: 'unavailable', code: 'wechat_rate_limited', retryAfterSeconds: 60 },
      },
      { errcode: 40013, expected: { outcome: 'auth', code: 'wechat_misconfigured' } },
      { errcode: 40125, expected: { outcome: 'auth', code: 'wechat_misconfigured' } },
      { errcode: 41002, expected: { outcome: 'auth', code: 'wechat_misconfigured' } },
      { errcode: 41004, expected: { outcome: 'auth', code: 'wechat_misconfigured' } },
      { errcode: 41008, expected: { outcome: 'auth', code: 'wechat_misconfigured' } },
      { errcode: 99999, expected: { outcome: 'unknown', code: 'wechat_99999' } },
    ])
    .run(async ({ assert, cleanup }, { errcode, expected }) => {
      const { client, urls } = await signIn(cleanup, { errcode, errmsg: 'no, rid: 66a1-2b' })
      const outcome = await client.exchange(CODE)
      assert.containSubset(outcome, expected)
      assert.containSubset(outcome.trace, { vendorCode: String(errcode), requestId: '66a1-2b' })
      assert.lengthOf(urls, 1)
    })

  test('"busy" is asked once more after 300 ms', async ({ assert, cleanup }) => {
    const { client, pauses } = await signIn(cleanup, { errcode: -1, errmsg: 'busy' }, success)
    assert.propertyVal(await client.exchange(CODE), 'outcome', 'ok')
    assert.deepEqual(pauses, [300])
  })

  test('"busy" twice is unavailable', async ({ assert, cleanup }) => {
    const busy = { errcode: -1, errmsg: 'busy' }
    const { client, urls } = await signIn(cleanup, busy, busy, success)
    assert.containSubset(await client.exchange(CODE), { code: 'wechat_busy', reason: 'busy' })
    assert.lengthOf(urls, 2)
  })

  test('a code is sent once when the answer is {answer}')
    .with([
      { answer: 'lost', reason: 'reset' },
      { answer: 'error', reason: 'server_error' },
      { answer: 'html', reason: 'unreadable' },
    ] as const)
    .run(async ({ assert, cleanup }, { answer, reason }) => {
      const { client, urls } = await signIn(cleanup, answer, success)
      assert.containSubset(await client.exchange(CODE), { outcome: 'unknown', reason })
      assert.lengthOf(urls, 1)
    })

  test('an answer without openid is unknown', async ({ assert, cleanup }) => {
    const { client } = await signIn(cleanup, { session_key: 'x' })
    assert.containSubset(await client.exchange(CODE), { outcome: 'unknown', reason: 'unreadable' })
  })

  test('an empty code is refused here: it must not pause the sign-in of everybody', async ({
    assert,
    cleanup,
  }) => {
    const { client, urls, runtime } = await signIn(cleanup, success)
    assert.propertyVal(await client.exchange('  '), 'code', 'wechat_code_invalid')
    assert.lengthOf(urls, 0)
    assert.equal(runtime.breaker('wx-auth').state, 'closed')
  })

  test('a wrong secret pauses sign-in at once', async ({ assert, cleanup }) => {
    const { client } = await signIn(
      cleanup,
      { errcode: 40125, errmsg: 'invalid appsecret' },
      success
    )
    await client.exchange(CODE)
    assert.propertyVal(await client.exchange(CODE), 'reason', 'breaker_open')
  })

  test('no outcome and no log line holds the code or the secret', async ({ assert, cleanup }) => {
    const errmsg = `invalid code: ${CODE}, appsecret=${SECRET}`
    const { client, runtime, lines } = await signIn(cleanup, { errcode: 40029, errmsg })
    const baseUrl = await closedPort()
    const away = new WechatSignIn({ appid: 'wx1', secret: SECRET, baseUrl }, runtime)
    const written = JSON.stringify([await client.exchange(CODE), await away.exchange(CODE), lines])
    assert.lengthOf(lines, 2)
    assert.notInclude(written, CODE)
    assert.notInclude(written, SECRET)
  })
})
