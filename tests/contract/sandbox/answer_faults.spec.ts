import { test } from '@japa/runner'
import { Merchant, send, statusOf, valueOf } from '#tests/contract/sandbox/support/merchant'
import { startRig, type Rig } from '#tests/contract/sandbox/support/rig'

const PREPAY = '/v3/pay/transactions/jsapi'

const order = (rig: Rig, action: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  rig.control('POST', '/faults', { system: 'pay', times: 1, action, ...more })
const trades = async ({ control }: Rig) => await valueOf(control('GET', '/trades'), 'data')

/** The error code of a request that got no answer. */
const errorOf = (request: Promise<unknown>): Promise<string> =>
  request.then(
    () => 'answered',
    (error: NodeJS.ErrnoException) => String(error.code)
  )

test.group('Sandbox | faults of answers', () => {
  test('{what} is answered without processing')
    .with([
      { what: 'a status', action: { status: 500 }, status: 500, code: 'SYSTEM_ERROR' },
      { what: 'a code', action: { code: 'NOT_ENOUGH' }, status: 403, code: 'NOT_ENOUGH' },
      { what: 'a body', action: { status: 502, body: { code: 'X' } }, status: 502, code: 'X' },
      {
        what: 'a rate of nothing',
        action: { rate: { per_second: 0 } },
        status: 429,
        code: 'FREQUENCY_LIMITED',
      },
    ] as { what: string; action: Record<string, unknown>; status: number; code: string }[])
    .run(async ({ assert, cleanup }, { action, status, code }) => {
      const rig = await startRig({ cleanup })
      await order(rig, action)
      const answer = await rig.prepay()
      const [entry] = await rig.journal()

      assert.equal(answer.status, status)
      assert.equal(answer.json.code, code)
      assert.equal(entry.verdict, 'fault')
      assert.deepEqual(entry.faults, [1])
      assert.lengthOf(await trades(rig), 0)
      assert.equal(await statusOf(rig.prepay()), 200)
    })

  test('sign-in fails with the ordered errcode, HTTP 200, and the code stays unused', async ({
    assert,
    cleanup,
  }) => {
    const rig = await startRig({ cleanup })
    await rig.control('POST', '/faults', { system: 'wx', times: 1, action: { errcode: -1 } })
    const address =
      `${rig.sandbox.url}/wx/sns/jscode2session?appid=wx0a1b2c3d4e5f6071` +
      '&secret=sandbox-secret&js_code=sbx-anna-1&grant_type=authorization_code'
    const busy = await send('GET', address, {})
    const then = await send('GET', address, {})

    assert.equal(busy.status, 200)
    assert.equal(busy.json.errcode, -1)
    assert.isDefined(then.json.openid)
  })

  test('the rate of a fault counts per second of the sandbox clock', async ({
    assert,
    cleanup,
  }) => {
    const rig = await startRig({ cleanup })
    await rig.control('POST', '/clock', { freeze: true })
    await order(rig, { rate: { per_second: 2 } }, { times: null })
    const statuses = []
    for (let count = 0; count < 3; count++) statuses.push(await statusOf(rig.prepay()))
    await rig.control('POST', '/clock', { advance: '1s' })
    statuses.push(await statusOf(rig.prepay()))

    assert.deepEqual(statuses, [200, 200, 429, 200])
  })

  test('processed, then {how}: the answer is lost, the order exists, the repeat finds it')
    .with([
      { how: 'reset', seen: 'ECONNRESET' },
      { how: 'status 502', seen: 'answered' },
    ])
    .run(async ({ assert, cleanup }, { how, seen }) => {
      const rig = await startRig({ cleanup })
      await order(rig, { process_then: how })
      const outcome = await errorOf(rig.prepay())
      const repeat = await rig.prepay()
      const [entry] = await rig.journal()

      assert.equal(outcome, seen)
      assert.lengthOf(await trades(rig), 1)
      assert.match(repeat.json.prepay_id, /0000000001$/)
      assert.equal(entry.note, `processed, then ${how}`)
    })

  test('an answer lost to a gateway carries no signature', async ({ assert, cleanup }) => {
    const rig = await startRig({ cleanup })
    await order(rig, { process_then: 'status 502' })
    const answer = await rig.prepay()
    assert.equal(answer.status, 502)
    assert.isUndefined(answer.headers['wechatpay-signature'])
  })

  test('{what}: processed, but no answer comes as long as the sandbox runs')
    .with([
      { what: 'a hanging host', action: { process_then: 'hang' } },
      { what: 'a very late answer', action: { delay_ms: 3_600_000 } },
    ] as { what: string; action: Record<string, unknown> }[])
    .run(async ({ assert, cleanup }, { action }) => {
      const rig = await startRig({ cleanup })
      await order(rig, action)
      const waiting = errorOf(rig.prepay())
      let created = []
      while (created.length === 0) created = await trades(rig)
      await rig.sandbox.close()

      assert.equal(created[0].trade_state, 'NOTPAY')
      assert.equal(await waiting, 'ECONNRESET')
    })

  test('a late answer is a right answer', async ({ assert, cleanup }) => {
    const rig = await startRig({ cleanup })
    await order(rig, { delay_ms: 1 })
    assert.match(await valueOf(rig.prepay(), 'prepay_id'), /sandbox0000000001$/)
  })

  test('an unreadable answer: {kind}')
    .with([
      { kind: 'html', type: /text\/html/, size: /^\d{2}$/ },
      { kind: 'truncated', type: /json/, size: /^\d{2}$/ },
      { kind: 'empty', type: /json/, size: /^0$/ },
      { kind: 'huge', type: /json/, size: /^2097152$/ },
    ])
    .run(async ({ assert, cleanup }, { kind, type, size }) => {
      const rig = await startRig({ cleanup })
      await order(rig, { malformed: kind })
      const answer = await rig.prepay()

      assert.equal(answer.status, 200)
      assert.isNull(answer.json)
      assert.match(String(answer.headers['content-type']), type)
      assert.match(String(answer.headers['content-length']), size)
      assert.lengthOf(await trades(rig), 1)
    })

  test('a rule skips, acts its times and matches method and path', async ({ assert, cleanup }) => {
    const rig = await startRig({ cleanup })
    const match = { method: 'POST', path: '/v3/refund/domestic/refunds' }
    await order(rig, { status: 500 }, { match, skip: 1 })
    await rig.paid()
    const statuses = []
    for (let count = 0; count < 3; count++) statuses.push(await statusOf(rig.refund()))
    assert.deepEqual(statuses, [200, 500, 200])
  })

  test('of several rules the first that matches acts', async ({ assert, cleanup }) => {
    const rig = await startRig({ cleanup })
    await order(rig, { code: 'BANK_ERROR' }, { match: { path: '/v3/pay/*' } })
    await order(rig, { code: 'SYSTEM_ERROR' })
    const first = await rig.prepay()
    const second = await rig.prepay()
    assert.deepEqual([first.json.code, second.json.code], ['BANK_ERROR', 'SYSTEM_ERROR'])
  })

  test('an unclear rule is refused with a text that says what to write: {rule}')
    .with([
      { rule: '{"system":"mars","action":{"status":500}}', text: 'system' },
      { rule: '{"system":"pay","action":{}}', text: 'action' },
      { rule: '{"system":"pay","action":{"statsu":500}}', text: 'statsu' },
      { rule: '{"system":"pay","action":{"signature":"blue"}}', text: 'probe' },
      { rule: '{"system":"pay","match":{"url":"x"},"action":{"status":500}}', text: 'url' },
    ])
    .run(async ({ assert, cleanup }, { rule, text }) => {
      const rig = await startRig({ cleanup })
      const answer = await rig.control('POST', '/faults', JSON.parse(rule))
      assert.equal(answer.status, 400)
      assert.include(answer.json.error, text)
      assert.deepEqual(await valueOf(rig.control('GET', '/faults'), 'data'), [])
    })
})

test.group('Sandbox | a host that refuses', () => {
  const at = (rig: Rig, host: string) =>
    new Merchant(rig.merchant.privateKey, rig.sandbox.hosts[host]).call('POST', PREPAY, rig.order())
  const refuse = (rig: Rig, more: Record<string, unknown> = {}) =>
    rig.control('POST', '/faults', {
      system: 'pay',
      match: { host: 'pay' },
      action: { refuse: true },
      ...more,
    })

  test('its own port is closed, the stand-by host answers, clearing opens it again', async ({
    assert,
    cleanup,
  }) => {
    const rig = await startRig({ cleanup })
    await refuse(rig)
    const main = await errorOf(at(rig, 'pay'))
    const standby = await at(rig, 'pay2')
    await rig.control('DELETE', '/faults')
    const again = await at(rig, 'pay')

    assert.equal(main, 'ECONNREFUSED')
    assert.equal(standby.status, 200)
    assert.equal(again.status, 200)
    assert.lengthOf(await rig.journal(), 2)
  })

  test('on the common port the request is cut before anything is processed', async ({
    assert,
    cleanup,
  }) => {
    const rig = await startRig({ cleanup })
    await refuse(rig, { times: 1 })
    const outcome = await errorOf(rig.prepay())
    const [entry] = await rig.journal()

    assert.equal(outcome, 'ECONNRESET')
    assert.equal(entry.verdict, 'refused')
    assert.deepEqual(entry.checks, [])
    assert.lengthOf(await trades(rig), 0)
  })
})
