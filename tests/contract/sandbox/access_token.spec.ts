import { test } from '@japa/runner'
import { jsonOf, send, valueOf } from '#tests/contract/sandbox/support/merchant'
import { startRig, type Rig } from '#tests/contract/sandbox/support/rig'

const ACCOUNT = { appid: 'wx0a1b2c3d4e5f6071', secret: 'sandbox-secret' }
const NORMAL = { grant_type: 'client_credential', ...ACCOUNT }

const stable = async (rig: Rig, body: unknown = NORMAL) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return await jsonOf(send('POST', `${rig.sandbox.url}/wx/cgi-bin/stable_token`, {}, text))
}

const forced = (rig: Rig) => stable(rig, { ...NORMAL, force_refresh: true })

const classic = async (rig: Rig) =>
  await jsonOf(
    send('GET', `${rig.sandbox.url}/wx/cgi-bin/token?${new URLSearchParams(NORMAL)}`, {})
  )

/** The errcode of a call that needs a token; undefined when the token is good. */
const useToken = async (rig: Rig, token: string) => {
  const address = `${rig.sandbox.url}/wx/cgi-bin/get_api_domain_ip?access_token=${token}`
  return await valueOf(send('GET', address, {}), 'errcode')
}

test.group('Sandbox | access token', () => {
  test('normal mode hands out the same token until its last five minutes', async ({
    assert,
    cleanup,
  }) => {
    const rig = await startRig({ cleanup })
    await rig.control('POST', '/clock', { freeze: true })
    const first = await stable(rig)
    await rig.control('POST', '/clock', { advance: '1h54m59s' })
    const later = await stable(rig)

    assert.equal(first.expires_in, 7200)
    assert.equal(later.access_token, first.access_token)
    assert.equal(later.expires_in, 301)
  })

  test('in its last five minutes the next one comes and both work', async ({ assert, cleanup }) => {
    const rig = await startRig({ cleanup })
    await rig.control('POST', '/clock', { freeze: true })
    const first = await stable(rig)
    await rig.control('POST', '/clock', { advance: '1h55m' })
    const next = await stable(rig)
    const bothWork = [
      await useToken(rig, first.access_token),
      await useToken(rig, next.access_token),
    ]
    await rig.control('POST', '/clock', { advance: '5m' })

    assert.notEqual(next.access_token, first.access_token)
    assert.equal(next.expires_in, 7200)
    assert.deepEqual(bothWork, [undefined, undefined])
    assert.equal(await useToken(rig, first.access_token), 42001)
    assert.isUndefined(await useToken(rig, next.access_token))
  })

  test('a forced refresh ends the older token at once, and needs 30 seconds between two', async ({
    assert,
    cleanup,
  }) => {
    const rig = await startRig({ cleanup })
    await rig.control('POST', '/clock', { freeze: true })
    const first = await stable(rig)
    const fresh = await forced(rig)
    const tooSoon = await forced(rig)
    await rig.control('POST', '/clock', { advance: '30s' })
    const again = await forced(rig)

    assert.equal(await useToken(rig, first.access_token), 42001)
    assert.equal(tooSoon.errcode, 45011)
    assert.notEqual(again.access_token, fresh.access_token)
  })

  test('the 21st forced refresh of a day is refused, the next day allows it', async ({
    assert,
    cleanup,
  }) => {
    const rig = await startRig({ cleanup })
    await rig.control('POST', '/clock', { freeze: true, set: '2026-06-15T08:00:00+08:00' })
    for (let count = 0; count < 20; count++) {
      await forced(rig)
      await rig.control('POST', '/clock', { advance: '30s' })
    }
    const refused = await forced(rig)
    await rig.control('POST', '/clock', { set: '2026-06-16T00:00:00+08:00' })
    const allowed = await forced(rig)

    assert.equal(refused.errcode, 45009)
    assert.isDefined(allowed.access_token)
  })

  test('the older token call kills its own token of before, not the stable one', async ({
    assert,
    cleanup,
  }) => {
    const rig = await startRig({ cleanup })
    const good = await stable(rig)
    const first = await classic(rig)
    const second = await classic(rig)

    assert.equal(await useToken(rig, first.access_token), 40001)
    assert.isUndefined(await useToken(rig, second.access_token))
    assert.isUndefined(await useToken(rig, good.access_token))
  })

  test('a call without a token hears 41001, with a foreign one 40001', async ({
    assert,
    cleanup,
  }) => {
    const rig = await startRig({ cleanup })
    assert.equal(await useToken(rig, ''), 41001)
    assert.equal(await useToken(rig, '81_foreign'), 40001)
  })

  test('asking with {fault} is answered {errcode}')
    .with([
      { fault: 'an empty body', body: '', errcode: 44002 },
      { fault: 'a body that is not JSON', body: 'appid=1', errcode: 47001 },
      { fault: 'another grant type', body: { ...NORMAL, grant_type: 'x' }, errcode: 40002 },
      { fault: 'a wrong secret', body: { ...NORMAL, secret: 'x' }, errcode: 40125 },
      { fault: 'a text as force_refresh', body: { ...NORMAL, force_refresh: '1' }, errcode: 47001 },
    ])
    .run(async ({ assert, cleanup }, { body, errcode }) => {
      const rig = await startRig({ cleanup })
      const answer = await stable(rig, body)
      assert.equal(answer.errcode, errcode)
    })

  test('the fault expire_now ends the token while normal mode then gives a new one', async ({
    assert,
    cleanup,
  }) => {
    const rig = await startRig({ cleanup })
    const first = await stable(rig)
    await rig.control('POST', '/faults', {
      system: 'wx',
      times: 1,
      action: { token: 'expire_now' },
    })

    assert.equal(await useToken(rig, first.access_token), 42001)
    const next = await stable(rig)
    assert.notEqual(next.access_token, first.access_token)
    assert.isUndefined(await useToken(rig, next.access_token))
  })

  test('the fault refuse rejects a token that normal mode still hands out', async ({
    assert,
    cleanup,
  }) => {
    const rig = await startRig({ cleanup })
    const first = await stable(rig)
    await rig.control('POST', '/faults', { system: 'wx', times: 1, action: { token: 'refuse' } })

    const refused = await useToken(rig, first.access_token)
    const next = await stable(rig)

    assert.equal(refused, 40001)
    assert.equal(next.access_token, first.access_token)
  })

  test('the fault short gives a token of the ordered life', async ({ assert, cleanup }) => {
    const rig = await startRig({ cleanup })
    await rig.control('POST', '/clock', { freeze: true })
    const action = { token: 'short', seconds: 30 }
    await rig.control('POST', '/faults', { system: 'wx', times: 1, action })
    const token = await stable(rig)
    const good = await useToken(rig, token.access_token)
    await rig.control('POST', '/clock', { advance: '30s' })

    assert.equal(token.expires_in, 30)
    assert.isUndefined(good)
    assert.equal(await useToken(rig, token.access_token), 42001)
  })
})
