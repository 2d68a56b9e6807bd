import { test } from '@japa/runner'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import limiter from '@adonisjs/limiter/services/main'
import { UserFactory } from '#database/factories/user_factory'
import { WechatSignIn } from '#integrations/wechat/sign_in'
import User from '#models/user'
import { bodies } from '#tests/helpers/bodies'
import { wechatServer } from '#tests/helpers/wechat_server'

const FIELDS = [
  'id',
  'username',
  'avatar_url',
  'phone',
  'email',
  'role',
  'has_company_info',
  'company_status',
  'company_name',
  'is_staff',
  'is_active',
  'date_joined',
  'last_login_at',
  'orders_count',
  'completed_orders_count',
  'company_info',
]

test.group('WeChat sign-in', (group) => {
  group.each.setup(() => testUtils.db().truncate())
  group.each.setup(() => limiter.clear())
  group.each.setup(async () => {
    const wechat = await wechatServer({
      'good': { openid: 'openid-zhou', session_key: 'secret-session-key' },
      'used': { errcode: 40163, errmsg: 'code been used' },
      'blocked': { errcode: 40226, errmsg: 'code blocked' },
      'too-fast': { errcode: 45011, errmsg: 'api minute-quota reach limit' },
      'busy': { errcode: -1, errmsg: 'system error' },
      'misconfigured': { errcode: 40125, errmsg: 'invalid appsecret' },
      'no-openid': { session_key: 'x' },
      'garbage': '<html>502</html>',
    })
    app.container.swap(WechatSignIn, () => wechat.signIn)
    return async () => {
      app.container.restore(WechatSignIn)
      await wechat.close()
    }
  })

  test('the first sign-in makes an individual with a neutral name and picture', async ({
    client,
    assert,
  }) => {
    const response = await client.post('/api/login/').json({ code: 'good' })
    response.assertStatus(200)
    response.assertHeader('cache-control', 'no-store')
    const { access, refresh, user } = response.body()
    assert.match(access, /^at_[\w-]{43}$/)
    assert.match(refresh, /^rt_[\w-]{43}$/)
    assert.sameMembers(Object.keys(user), FIELDS)
    assert.match(user.username, /^用户_[0-9a-f]{16}$/)
    assert.equal(
      user.avatar_url,
      'https://www.gravatar.com/avatar/00000000000000000000000000000000?d=mp&f=y'
    )
    assert.match(user.date_joined, /^\d{4}-\d\d-\d\dT[\d:.]+\+08:00$/)
    assert.match(user.last_login_at, /\+08:00$/)
    assert.containSubset(user, {
      role: 'individual',
      is_staff: false,
      is_active: true,
      phone: null,
      email: null,
      orders_count: 0,
      completed_orders_count: 0,
      company_info: null,
      has_company_info: false,
      company_status: null,
      company_name: null,
    })

    const profile = await client
      .get('/api/user/profile')
      .header('authorization', `Bearer ${access}`)
    profile.assertStatus(200)
    const entry = await db.from('audit_logs').where('event', 'user_login').firstOrFail()
    assert.containSubset(entry, { actor_id: user.id, actor_role: 'individual', entity: 'user' })
  })

  test('the answer holds neither openid nor password nor session key nor rights', async ({
    client,
    assert,
  }) => {
    const response = await client.post('/api/login/').json({ code: 'good' })
    response.assertStatus(200)
    for (const secret of ['openid', 'password', 'session', 'superuser', 'token_version', 'secret'])
      assert.notInclude(response.text(), secret)
  })

  test('the second sign-in finds the same account and counts its orders', async ({
    client,
    assert,
  }) => {
    const owner = await UserFactory.merge({ openid: 'openid-zhou', role: 'dealer' }).create()
    await db.rawQuery(
      `insert into orders (order_number, user_id, quantity, total_amount, actual_amount, status, payment_method)
       select 'T' || n, ?, 1, 10, 10, case when n = 1 then 'completed' else 'pending' end, 'online'
       from generate_series(1, 3) n`,
      [owner.id]
    )
    await db.rawQuery(
      `insert into company_infos (user_id, company_name, business_license, legal_representative,
         contact_person, contact_phone, status) values (?, '周记电器', 'L1', '周', '周', '1', 'pending')`,
      [owner.id]
    )
    const response = await client.post('/api/login/').json({ code: 'good' })
    response.assertStatus(200)
    assert.containSubset(response.body().user, {
      id: owner.id,
      role: 'dealer',
      orders_count: 3,
      completed_orders_count: 1,
      company_info: { company_name: '周记电器', status: 'pending' },
      has_company_info: true,
      company_status: 'pending',
      company_name: null,
    })
  })

  test('two first sign-ins at the same moment give one account', async ({ client, assert }) => {
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => client.post('/api/login/').json({ code: 'good' }))
    )
    for (const answer of answers) answer.assertStatus(200)
    assert.equal(new Set(answers.map((answer) => answer.body().user.id)).size, 1)
    assert.lengthOf(await User.all(), 1)
  })

  test('a deactivated account stays out', async ({ client, assert }) => {
    await UserFactory.merge({ openid: 'openid-zhou' }).apply('deactivated').create()
    const response = await client.post('/api/login/').json({ code: 'good' })
    response.assertStatus(403)
    response.assertBodyContains({ error_code: 'FORBIDDEN' })
    assert.lengthOf(await db.from('access_tokens'), 0)
  })

  test('{code} is answered {status}')
    .with([
      { code: 'unknown', status: 400, errcode: 40029, errmsg: 'invalid code, rid: 65f0-1a2b' },
      { code: 'used', status: 400, errcode: 40163, errmsg: 'code been used' },
      { code: 'blocked', status: 403, errcode: 40226, errmsg: 'code blocked' },
    ])
    .run(async ({ client, assert }, { code, status, errcode, errmsg }) => {
      const response = await client.post('/api/login/').json({ code })
      response.assertStatus(status)
      response.assertBodyContains({ success: false, code: status, errcode, errmsg })
      assert.lengthOf(await User.all(), 0)
    })

  test('{code}: WeChat does not answer usefully, so the shop is unavailable')
    .with([{ code: 'busy' }, { code: 'misconfigured' }, { code: 'no-openid' }, { code: 'garbage' }])
    .run(async ({ client, assert }, { code }) => {
      const response = await client.post('/api/login/').json({ code })
      response.assertStatus(503)
      response.assertBodyContains({ error_code: 'WECHAT_UNAVAILABLE' })
      assert.lengthOf(await User.all(), 0)
    })

  test('WeChat says too many: try again after a minute', async ({ client }) => {
    const response = await client.post('/api/login/').json({ code: 'too-fast' })
    response.assertStatus(429)
    response.assertHeader('retry-after', '60')
    response.assertBodyContains({ retry_after: 60 })
  })

  test('a missing code is 400: {text}')
    .with(bodies([{}, { code: null }, { code: '' }, { code: '   ' }, { code: 7 }, { code: ['x'] }]))
    .run(async ({ client, assert }, { body }) => {
      const response = await client.post('/api/login/').json(body)
      response.assertStatus(400)
      response.assertBodyContains({ error_code: 'VALIDATION_ERROR' })
      assert.deepEqual(Object.keys(response.body().errors), ['code'])
    })

  test('an Authorization header is ignored', async ({ client }) => {
    const response = await client
      .post('/api/login/')
      .header('authorization', 'Bearer null')
      .json({ code: 'good' })
    response.assertStatus(200)
  })

  test('the sixth sign-in of a minute waits, whatever the way in', async ({ client, assert }) => {
    const paths = [
      '/api/login/',
      '/api/password_login/',
      '/api/admin/login/',
      '/api/login/',
      '/api/login/',
    ]
    for (const path of paths) {
      const tried = await client
        .post(path)
        .json({ code: 'good', username: 'nobody', password: 'no' })
      assert.notEqual(tried.status(), 429)
    }
    for (const path of ['/api/login/', '/api/password_login/']) {
      const refused = await client
        .post(path)
        .json({ code: 'good', username: 'nobody', password: 'no' })
      refused.assertStatus(429)
      const { retry_after: wait } = refused.body()
      assert.isTrue(wait >= 1 && wait <= 60)
      refused.assertHeader('retry-after', String(wait))
    }
  })
})
