import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import { UserFactory } from '#database/factories/user_factory'
import { bodies } from '#tests/helpers/bodies'
import { signedInShopper } from '#tests/helpers/shoppers'

const PATH = '/api/user/profile/'

test.group('Profile', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('shows the nine fields, the company by name only when approved', async ({
    client,
    assert,
  }) => {
    const { user, headers } = await signedInShopper({ role: 'dealer' })
    await db.rawQuery(
      `insert into company_infos (user_id, company_name, business_license, legal_representative,
         contact_person, contact_phone, status) values (?, '周记电器', 'L1', '周', '周', '1', 'approved')`,
      [user.id]
    )
    const response = await client.get(PATH).headers(headers)
    response.assertStatus(200)
    assert.deepEqual(response.body(), {
      id: user.id,
      username: user.username,
      avatar_url: 'https://cdn.example.com/avatar.png',
      phone: null,
      email: null,
      role: 'dealer',
      has_company_info: true,
      company_status: 'approved',
      company_name: '周记电器',
    })
    await db.from('company_infos').where('user_id', user.id).update({ status: 'rejected' })
    const rejected = await client.get(PATH).headers(headers)
    assert.containSubset(rejected.body(), {
      has_company_info: true,
      company_status: 'rejected',
      company_name: null,
    })
  })

  test('a picture of our own is answered as an absolute address', async ({ client, assert }) => {
    const { headers } = await signedInShopper({ avatarUrl: '/media/images/2026/03/02/5f0c.jpg' })
    const response = await client.get(PATH).headers(headers)
    assert.match(
      response.body().avatar_url,
      /^http:\/\/[^/]+\/media\/images\/2026\/03\/02\/5f0c\.jpg$/
    )
  })

  test('{name} changes what is given and keeps the rest')
    .with([
      { name: 'PATCH', method: 'patch' as const, override: '' },
      { name: 'PUT', method: 'put' as const, override: '' },
      { name: 'POST with the override', method: 'post' as const, override: 'PATCH' },
    ])
    .run(async ({ client, assert }, { method, override }) => {
      const shopper = await signedInShopper({ phone: '13757100321' })
      const response = await client[method](PATH)
        .headers({ ...shopper.headers, 'x-http-method-override': override })
        .json({ username: ' 临平老周 ', email: 'zhou@example.com' })
      response.assertStatus(200)
      assert.containSubset(response.body(), {
        username: '临平老周',
        email: 'zhou@example.com',
        phone: '13757100321',
        avatar_url: 'https://cdn.example.com/avatar.png',
      })
    })

  test('blank and null clear phone and e-mail', async ({ client, assert }) => {
    const { headers } = await signedInShopper({ phone: '13757100321', email: 'a@example.com' })
    const response = await client.patch(PATH).headers(headers).json({ phone: '', email: null })
    response.assertStatus(200)
    assert.containSubset(response.body(), { phone: null, email: null })
  })

  test('a local path as picture is dropped and the rest is saved: {$self}')
    .with([
      'wxfile://tmp_1a2b3c.jpg',
      'http://tmp/AbCd.jpg',
      'https://tmp/AbCd.jpg',
      'http://store/x.png',
      '/var/mobile/tmp/x.png',
      'file:///tmp/x.png',
      'blob:https://x/1',
      'javascript:alert(1)',
    ])
    .run(async ({ client, assert }, avatar) => {
      const { headers } = await signedInShopper()
      const response = await client
        .patch(PATH)
        .headers(headers)
        .json({ username: '新名字', avatar_url: avatar })
      response.assertStatus(200)
      assert.containSubset(response.body(), {
        username: '新名字',
        avatar_url: 'https://cdn.example.com/avatar.png',
      })
    })

  test('a web address becomes the picture, and a blank one removes it', async ({
    client,
    assert,
  }) => {
    const { headers } = await signedInShopper()
    const url = 'https://img.example.com/a.png?x=1'
    const changed = await client.patch(PATH).headers(headers).json({ avatar_url: url })
    assert.equal(changed.body().avatar_url, url)
    const removed = await client.patch(PATH).headers(headers).json({ avatar_url: '' })
    removed.assertStatus(200)
    assert.equal(removed.body().avatar_url, '')
  })

  test('a name that is taken is refused with a sentence about it', async ({ client, assert }) => {
    await UserFactory.merge({ username: '抢先一步' }).create()
    const { user, headers } = await signedInShopper()
    const response = await client
      .patch(PATH)
      .headers(headers)
      .json({ username: '抢先一步', phone: '1' })
    response.assertStatus(400)
    response.assertBodyContains({
      message: '该昵称已被使用，请换一个',
      error_code: 'VALIDATION_ERROR',
    })
    await user.refresh()
    assert.isNull(user.phone)
  })

  test('what is malformed is refused: {text}')
    .with(
      bodies([
        { username: '' },
        { username: '   ' },
        { username: 'x'.repeat(151) },
        { username: 7 },
        { username: ['a'] },
        { username: 'a\0b' },
        { username: '\ud800' },
        { email: 'no-mail' },
        { email: `${'a'.repeat(250)}@example.com` },
        { email: 5 },
        { phone: '1'.repeat(21) },
        { phone: 13757100321 },
        { phone: { a: 1 } },
        { avatar_url: 'https://' },
        { avatar_url: 'not an address' },
        { avatar_url: `https://example.com/${'a'.repeat(200)}` },
        { avatar_url: 5 },
        { avatar_url: {} },
      ])
    )
    .run(async ({ client, assert }, { body }) => {
      const { user, headers } = await signedInShopper()
      const response = await client.patch(PATH).headers(headers).json(body)
      response.assertStatus(400)
      assert.equal(response.body().detail, response.body().message)
      const { username, phone, email, avatarUrl } = user
      await user.refresh()
      assert.deepEqual(
        [user.username, user.phone, user.email, user.avatarUrl],
        [username, phone ?? null, email ?? null, avatarUrl]
      )
    })

  test('privileged keys change nothing and are audited without their values', async ({
    client,
    assert,
  }) => {
    const { user, headers } = await signedInShopper()
    const before = await db.from('users').where('id', user.id).firstOrFail()
    const response = await client
      .patch(PATH)
      .headers(headers)
      .json({
        role: 'admin',
        is_staff: true,
        is_superuser: true,
        is_active: false,
        openid: 'stolen',
        password: 'my-secret-password',
        token_version: 9,
        id: 1,
        nonsense: { deep: [1] },
      })
    response.assertStatus(200)
    assert.equal(response.body().role, 'individual')
    assert.deepEqual(await db.from('users').where('id', user.id).firstOrFail(), before)

    const entry = await db.from('audit_logs').where('event', 'permission_denied').firstOrFail()
    assert.equal(entry.actor_id, user.id)
    assert.includeMembers(entry.after.ignored, ['role', 'is_staff', 'openid', 'password'])
    assert.notInclude(JSON.stringify(entry), 'my-secret-password')
  })

  test('an empty body that announces JSON changes nothing', async ({ client }) => {
    const { user, headers } = await signedInShopper()
    const response = await client
      .patch(PATH)
      .headers({ ...headers, 'content-type': 'application/json' })
    response.assertStatus(200)
    response.assertBodyContains({ username: user.username })
  })
})

test.group('User statistics', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('count own orders and sum the completed ones', async ({ client, assert }) => {
    const { user, headers } = await signedInShopper()
    const { user: other } = await signedInShopper()
    const none = await client.get('/api/user/statistics/').headers(headers)
    assert.deepEqual(none.body(), {
      orders_count: 0,
      completed_orders_count: 0,
      pending_orders_count: 0,
      total_spent: 0,
    })
    for (const [number, owner, status, amount] of [
      ['A', user.id, 'completed', '3599.10'],
      ['B', user.id, 'completed', '0.20'],
      ['C', user.id, 'pending', '5.00'],
      ['D', user.id, 'cancelled', '7.00'],
      ['E', other.id, 'completed', '9.00'],
    ])
      await db.rawQuery(
        `insert into orders (order_number, user_id, quantity, total_amount, actual_amount, status, payment_method)
         values (?, ?, 1, ?, ?, ?, 'online')`,
        [number, owner, amount, amount, status]
      )
    const response = await client.get('/api/user/statistics/').headers(headers)
    assert.deepEqual(response.body(), {
      orders_count: 4,
      completed_orders_count: 2,
      pending_orders_count: 1,
      total_spent: 3599.3,
    })
  })
})
