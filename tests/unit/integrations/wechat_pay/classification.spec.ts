import { test } from '@japa/runner'
import { isVerifiedNo } from '#integrations/outcome'
import { aTrade, payClient, payHost, type Answer } from './pay_host.js'

const NUMBER = aTrade.out_trade_no
const no = (status: number, code: string, more: Answer = {}): Answer => ({
  status,
  body: { code, message: '说明' },
  ...more,
})
const html: Answer = { status: 403, body: '<html>blocked</html>', signature: 'none' }

/** Every answer is given twice, because an unclear read is repeated once. */
async function query(cleanup: (callback: () => void) => void, answer: Answer) {
  const host = await payHost(cleanup, answer, answer)
  const { client, lines } = payClient({ baseUrl: host.url })
  return { outcome: await client.queryByOutTradeNo(NUMBER), lines, host }
}

test.group('WeChat Pay answers', () => {
  test('a signed answer of the expected shape is ok', async ({ assert, cleanup }) => {
    const body = { ...aTrade, extra: 1 }
    const { outcome } = await query(cleanup, { body, headers: { 'Request-ID': '08F7' } })
    assert.containSubset(outcome, {
      outcome: 'ok',
      value: { out_trade_no: NUMBER, trade_state: 'NOTPAY' },
      trace: { httpStatus: 200, requestId: '08F7' },
    })
  })

  test('a 200 with {signature} signature is unknown: nobody vouches for it')
    .with([
      { signature: 'none', code: 'MISSING_HEADER' },
      { signature: 'wrong', code: 'BAD_SIGNATURE' },
      { signature: 'other_key', code: 'BAD_SIGNATURE' },
      { signature: 'stale', code: 'STALE' },
      { signature: 'unknown_serial', code: 'UNKNOWN_SERIAL' },
      { signature: 'probe', code: 'PROBE' },
    ] as const)
    .run(async ({ assert, cleanup }, { signature, code }) => {
      const { outcome } = await query(cleanup, { body: aTrade, signature })
      assert.containSubset(outcome, { outcome: 'unknown', reason: 'unverified', code })
    })

  test('{name} is unknown: it is not what the call promises')
    .with([
      { name: 'a signed answer about another number', body: { ...aTrade, out_trade_no: 'other' } },
      { name: 'a trade state that does not exist', body: { ...aTrade, trade_state: 'PAID' } },
      { name: 'a paid trade without transaction id', body: { ...aTrade, trade_state: 'SUCCESS' } },
      { name: 'an amount that is a text', body: { ...aTrade, amount: { total: '1' } } },
      { name: 'an empty answer', body: '' },
      { name: 'half a JSON text', body: '{"appid":' },
      { name: 'a page', body: '<html></html>' },
    ])
    .run(async ({ assert, cleanup }, { body }) => {
      const { outcome } = await query(cleanup, { body })
      assert.containSubset(outcome, { outcome: 'unknown', reason: 'unreadable' })
    })

  test('a signed no is verified, in either spelling of its code', async ({ assert, cleanup }) => {
    for (const code of ['ORDER_NOT_EXIST', 'ORDERNOTEXIST']) {
      const { outcome } = await query(cleanup, no(404, code))
      assert.isTrue(isVerifiedNo(outcome, 'ORDER_NOT_EXIST'))
      assert.containSubset(outcome, { message: '说明', trace: { vendorCode: code } })
    }
  })

  test('an unsigned no is told, but is not verified', async ({ assert, cleanup }) => {
    const { outcome } = await query(cleanup, no(404, 'ORDER_NOT_EXIST', { signature: 'none' }))
    assert.containSubset(outcome, {
      outcome: 'rejected',
      code: 'ORDER_NOT_EXIST',
      verified: false,
    })
    assert.isFalse(isVerifiedNo(outcome, 'ORDER_NOT_EXIST'))
  })

  test('a no with {signature} signature is unknown')
    .with([
      { signature: 'wrong' },
      { signature: 'other_key' },
      { signature: 'stale' },
      { signature: 'unknown_serial' },
      { signature: 'probe' },
    ] as const)
    .run(async ({ assert, cleanup }, { signature }) => {
      const { outcome } = await query(cleanup, no(404, 'ORDER_NOT_EXIST', { signature }))
      assert.containSubset(outcome, { outcome: 'unknown', reason: 'unverified' })
    })

  test('{expected.outcome} is how {name} is classed')
    .with([
      {
        name: 'an inner error',
        answer: no(500, 'SYSTEM_ERROR'),
        expected: { outcome: 'unknown', reason: 'server_error' },
      },
      {
        name: 'a gateway error',
        answer: no(502, 'X', { signature: 'none' }),
        expected: { outcome: 'unknown', reason: 'server_error' },
      },
      {
        name: 'an inner error with another status',
        answer: no(400, 'SYSTEMERROR'),
        expected: { outcome: 'unknown', reason: 'server_error' },
      },
      {
        name: 'an error of the bank',
        answer: no(500, 'BANK_ERROR'),
        expected: { outcome: 'unknown', reason: 'server_error' },
      },
      {
        name: 'a 429',
        answer: no(429, 'FREQUENCY_LIMITED', { headers: { 'Retry-After': '7' } }),
        expected: { outcome: 'unavailable', reason: 'rate_limited', retryAfterSeconds: 7 },
      },
      {
        name: 'a limit with another status',
        answer: no(403, 'FREQUENCY_LIMITED'),
        expected: { outcome: 'unavailable', reason: 'rate_limited' },
      },
      {
        name: 'an unsigned 401',
        answer: no(401, 'SIGN_ERROR', { signature: 'none' }),
        expected: { outcome: 'auth', code: 'SIGN_ERROR' },
      },
      {
        name: 'an appid of another merchant',
        answer: no(400, 'APPID_MCHID_NOT_MATCH'),
        expected: { outcome: 'auth' },
      },
      {
        name: 'a merchant that does not exist',
        answer: no(404, 'MCH_NOT_EXISTS'),
        expected: { outcome: 'auth' },
      },
      {
        name: 'a business limit',
        answer: no(403, 'RULE_LIMIT'),
        expected: { outcome: 'rejected', code: 'RULE_LIMIT' },
      },
      {
        name: 'a code that we do not know',
        answer: no(400, 'SomethingNew'),
        expected: { outcome: 'rejected', code: 'SOMETHINGNEW' },
      },
      {
        name: 'a page of a gateway',
        answer: html,
        expected: { outcome: 'unknown', reason: 'unreadable' },
      },
      {
        name: 'a redirect',
        answer: { ...no(302, 'X'), headers: { Location: '/' } },
        expected: { outcome: 'unknown', reason: 'unreadable' },
      },
    ] as { name: string; answer: Answer; expected: { outcome: string } }[])
    .run(async ({ assert, cleanup }, { answer, expected }) => {
      const { outcome } = await query(cleanup, answer)
      assert.containSubset(outcome, expected)
    })

  test('vendor messages are redacted before anybody sees them', async ({ assert, cleanup }) => {
    const message = 'openid oSBX5x7Qn3Zt0uR4yBv8cKf2hLwM of 13900000042'
    const { outcome, lines } = await query(cleanup, {
      status: 400,
      body: { code: 'PARAM_ERROR', message },
    })
    const written = JSON.stringify([outcome, lines])
    assert.notInclude(written, 'oSBX5x7Qn3Zt0uR4yBv8cKf2hLwM')
    assert.notInclude(written, '13900000042')
  })
})
