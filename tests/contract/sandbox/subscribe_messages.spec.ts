import { test } from '@japa/runner'
import { IDS, jsonOf, send, statusOf, valueOf } from '#tests/contract/sandbox/support/merchant'
import { startRig, type Rig } from '#tests/contract/sandbox/support/rig'

const ACCOUNT = { appid: 'wx0a1b2c3d4e5f6071', secret: 'sandbox-secret' }

const tokenOf = (rig: Rig) => {
  const body = JSON.stringify({ grant_type: 'client_credential', ...ACCOUNT })
  const address = `${rig.sandbox.url}/wx/cgi-bin/stable_token`
  return valueOf(send('POST', address, {}, body), 'access_token')
}

const MESSAGE = {
  touser: IDS.openid,
  template_id: 'SBXtmpl-order-shipped',
  page: 'pages/order-detail/index?id=42',
  miniprogram_state: 'formal',
  lang: 'zh_CN',
  data: {
    character_string1: { value: '1781490030517204' },
    phrase2: { value: '已发货' },
    time3: { value: '2026-06-16 09:30' },
  },
}

const post = async (rig: Rig, body: unknown, token?: string) => {
  const address = `${rig.sandbox.url}/wx/cgi-bin/message/subscribe/send`
  const query = `access_token=${token ?? (await tokenOf(rig))}`
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return jsonOf(send('POST', `${address}?${query}`, {}, text))
}

const accept = (rig: Rig, changes = {}) =>
  rig.control('POST', '/wx/subscriptions', {
    openid: IDS.openid,
    template_id: MESSAGE.template_id,
    ...changes,
  })

const messages = (rig: Rig) => valueOf(rig.control('GET', '/wx/messages'), 'data')

test.group('Sandbox | subscribe messages', () => {
  test('an accepted message is delivered, and its acceptance is used up', async ({
    assert,
    cleanup,
  }) => {
    const rig = await startRig({ cleanup })
    await accept(rig)
    const first = await post(rig, MESSAGE)
    const second = await post(rig, MESSAGE)

    assert.equal(first.errcode, 0)
    assert.equal(second.errcode, 43101)
    assert.match(second.errmsg, /rid: \S+$/)
    assert.containSubset(await messages(rig), [
      { openid: IDS.openid, data: { phrase2: '已发货', time3: '2026-06-16 09:30' } },
    ])
    const left = await valueOf(rig.control('GET', '/wx/subscriptions'), 'data')
    assert.deepEqual(left, [{ openid: IDS.openid, template_id: MESSAGE.template_id, count: 0 }])
  })

  test('an acceptance belongs to one person and one template', async ({ assert, cleanup }) => {
    const rig = await startRig({ cleanup })
    await accept(rig, { template_id: 'SBXtmpl-order' })
    await accept(rig, { openid: undefined, name: 'bert' })
    const answer = await post(rig, MESSAGE)
    assert.equal(answer.errcode, 43101)
  })

  test('{fault} is answered {errcode}')
    .with([
      { fault: 'an empty body', body: '', errcode: 44002 },
      { fault: 'a body that is not JSON', body: 'touser=1', errcode: 47001 },
      { fault: 'a list', body: '[]', errcode: 47001 },
      { fault: 'an unknown field', body: { ...MESSAGE, url: 'x' }, errcode: 47003 },
      { fault: 'no openid', body: { ...MESSAGE, touser: undefined }, errcode: 40003 },
      { fault: 'a foreign openid', body: { ...MESSAGE, touser: 'oOther' }, errcode: 40003 },
      { fault: 'an unknown template', body: { ...MESSAGE, template_id: 'x' }, errcode: 40037 },
      { fault: 'a page with a slash', body: { ...MESSAGE, page: '/pages/a/b' }, errcode: 41030 },
      { fault: 'an unknown version', body: { ...MESSAGE, miniprogram_state: 'x' }, errcode: 47003 },
      { fault: 'an unknown language', body: { ...MESSAGE, lang: 'fr_FR' }, errcode: 47003 },
      { fault: 'no data', body: { ...MESSAGE, data: undefined }, errcode: 47003 },
      {
        fault: 'a missing field',
        body: { ...MESSAGE, data: { ...MESSAGE.data, phrase2: undefined } },
        errcode: 47003,
      },
      {
        fault: 'a field of another template',
        body: { ...MESSAGE, data: { ...MESSAGE.data, thing4: { value: 'x' } } },
        errcode: 47003,
      },
    ])
    .run(async ({ assert, cleanup }, { body, errcode }) => {
      const rig = await startRig({ cleanup })
      await accept(rig)
      const answer = await post(rig, body)
      assert.equal(answer.errcode, errcode)
      assert.lengthOf(await messages(rig), 0)
    })

  test('a token that is {name} is answered {errcode}')
    .with([
      { name: 'missing', token: '', errcode: 41001 },
      { name: 'foreign', token: '81_foreign', errcode: 40001 },
    ])
    .run(async ({ assert, cleanup }, { token, errcode }) => {
      const rig = await startRig({ cleanup })
      await accept(rig)
      const answer = await post(rig, MESSAGE, token)
      assert.equal(answer.errcode, errcode)
    })

  test('{field} takes "{value}": {ok}')
    .with([
      { field: 'thing1', value: '二'.repeat(20), ok: true },
      { field: 'thing1', value: '二'.repeat(21), ok: false },
      { field: 'thing1', value: '😀'.repeat(20), ok: true },
      { field: 'thing1', value: ' ', ok: false },
      { field: 'thing1', value: '两\t行', ok: false },
      { field: 'character_string1', value: 'SF-1400001', ok: true },
      { field: 'character_string1', value: '单号1', ok: false },
      { field: 'character_string1', value: '1'.repeat(33), ok: false },
      { field: 'number1', value: '12.5', ok: true },
      { field: 'number1', value: '12.5元', ok: false },
      { field: 'letter1', value: 'ABC', ok: true },
      { field: 'letter1', value: 'A1', ok: false },
      { field: 'symbol1', value: '-', ok: true },
      { field: 'symbol1', value: 'a', ok: false },
      { field: 'time1', value: '09:30', ok: true },
      { field: 'time1', value: '2026年6月16日 09:30', ok: true },
      { field: 'time1', value: '09:30~10:30', ok: true },
      { field: 'time1', value: '2026-06-16 09:30:01', ok: false },
      { field: 'time1', value: '25:00', ok: false },
      { field: 'date1', value: '2026-06-16', ok: true },
      { field: 'date1', value: '16.06.2026', ok: false },
      { field: 'amount1', value: '¥3599.10', ok: true },
      { field: 'amount1', value: '3599.10元', ok: true },
      { field: 'amount1', value: '3,599.10', ok: false },
      { field: 'phrase1', value: '退款成功', ok: true },
      { field: 'phrase1', value: '退款成功了吗', ok: false },
      { field: 'phrase1', value: 'OK', ok: false },
      { field: 'name1', value: '张三', ok: true },
      { field: 'name1', value: '张'.repeat(11), ok: false },
      { field: 'phone_number1', value: '+86-0532-66668888', ok: true },
      { field: 'phone_number1', value: '1'.repeat(18), ok: false },
      { field: 'car_number1', value: '粤A8Z888挂', ok: true },
      { field: 'car_number1', value: '粤A8Z888挂车', ok: false },
    ])
    .run(async ({ assert, cleanup }, { field, value, ok }) => {
      const rig = await startRig({ cleanup })
      await rig.control('POST', '/wx/templates', { template_id: 'own', fields: [field] })
      await accept(rig, { template_id: 'own' })
      const data = { [field]: { value } }
      const answer = await post(rig, { ...MESSAGE, template_id: 'own', data })
      if (ok) assert.equal(answer.errcode, 0)
      else {
        assert.equal(answer.errcode, 47003)
        assert.include(answer.errmsg, `data.${field}.value`)
      }
    })

  test('the journal tells every check and hides the token', async ({ assert, cleanup }) => {
    const rig = await startRig({ cleanup })
    const token = await tokenOf(rig)
    await post(rig, MESSAGE, token)
    const entries = await rig.journal('?system=wx')
    const entry = entries.at(-1)

    assert.containSubset(entry, {
      operation: 'subscribe',
      verdict: '43101',
      query: { access_token: '***' },
    })
    const names = ['access_token', 'known_fields', 'openid', 'template', 'page', 'state', 'lang']
    assert.deepEqual(entry?.checks, [
      ...names.map((name) => ({ name, ok: true })),
      { name: 'data', ok: true },
      { name: 'subscription', ok: false },
    ])
    assert.notInclude(JSON.stringify(entry), token)
  })

  test('a fault answers instead of sending: {action.errcode}')
    .with([{ action: { errcode: -1 } }, { action: { errcode: 45009 } }])
    .run(async ({ assert, cleanup }, { action }) => {
      const rig = await startRig({ cleanup })
      await accept(rig)
      const match = { path: '/cgi-bin/message/subscribe/send' }
      await rig.control('POST', '/faults', { system: 'wx', times: 1, match, action })
      const answer = await post(rig, MESSAGE)
      assert.equal(answer.errcode, action.errcode)
      assert.lengthOf(await messages(rig), 0)
      const again = await post(rig, MESSAGE)
      assert.equal(again.errcode, 0)
    })

  test('{name} cannot be accepted or made')
    .with([
      {
        name: 'a stranger',
        path: 'subscriptions',
        body: { openid: 'x', template_id: 'SBXtmpl-order' },
      },
      {
        name: 'an unknown template',
        path: 'subscriptions',
        body: { name: 'anna', template_id: 'x' },
      },
      {
        name: 'half a message',
        path: 'subscriptions',
        body: { name: 'anna', template_id: 'SBXtmpl-order', count: 0.5 },
      },
      {
        name: 'a template without fields',
        path: 'templates',
        body: { template_id: 'own', fields: [] },
      },
      {
        name: 'a template with odd fields',
        path: 'templates',
        body: { template_id: 'own', fields: ['text1'] },
      },
    ])
    .run(async ({ assert, cleanup }, { path, body }) => {
      const rig = await startRig({ cleanup })
      assert.equal(await statusOf(rig.control('POST', `/wx/${path}`, body)), 400)
    })
})
